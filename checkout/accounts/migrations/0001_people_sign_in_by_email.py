from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models.functions import Lower
from django.utils import timezone

from catalog.at_once import AtOnce, key


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("accounts", "0001_user_signs_in_by_email"),
        ("accounts", "0002_sessions_know_their_account"),
        ("accounts", "0003_people_have_a_telephone"),
        ("accounts", "0007_sessions_know_whose_they_are"),
        ("accounts", "0008_sessions_say_what_they_know"),
    ]
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        AtOnce(
            migrations.CreateModel(
                "User",
                [
                    ("id", key()),
                    ("password", models.CharField("password", max_length=128)),
                    ("last_login", models.DateTimeField("last login", blank=True, null=True)),
                    (
                        "is_superuser",
                        models.BooleanField(
                            "superuser status",
                            default=False,
                            help_text="Designates that this user has all permissions without explicitly assigning them.",
                        ),
                    ),
                    ("email", models.EmailField("email address", max_length=254, unique=True)),
                    ("first_name", models.CharField("First name", max_length=255, blank=True)),
                    ("last_name", models.CharField("Last name", max_length=255, blank=True)),
                    (
                        "is_staff",
                        models.BooleanField(
                            "Staff status",
                            default=False,
                            help_text="Designates whether the user can log into this admin site.",
                        ),
                    ),
                    (
                        "is_active",
                        models.BooleanField(
                            "Active",
                            default=True,
                            help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        ),
                    ),
                    ("date_joined", models.DateTimeField("date joined", default=timezone.now)),
                    ("phone", models.CharField("telephone", max_length=40, blank=True)),
                    (
                        "groups",
                        models.ManyToManyField(
                            "auth.group",
                            blank=True,
                            related_name="user_set",
                            related_query_name="user",
                            verbose_name="groups",
                            help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        ),
                    ),
                    (
                        "user_permissions",
                        models.ManyToManyField(
                            "auth.permission",
                            blank=True,
                            related_name="user_set",
                            related_query_name="user",
                            verbose_name="user permissions",
                            help_text="Specific permissions for this user.",
                        ),
                    ),
                ],
                {
                    "verbose_name": "User",
                    "verbose_name_plural": "Users",
                    "constraints": [
                        models.UniqueConstraint(Lower("email"), name="one_account_per_email")
                    ],
                },
            ),
            migrations.CreateModel(
                "Session",
                [
                    (
                        "session_key",
                        models.CharField(
                            "session key", max_length=40, primary_key=True, serialize=False
                        ),
                    ),
                    ("session_data", models.TextField("session data")),
                    ("expire_date", models.DateTimeField("expire date", db_index=True)),
                    (
                        "account",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL,
                            models.CASCADE,
                            null=True,
                            related_name="sessions",
                        ),
                    ),
                    ("email", models.CharField(max_length=254, blank=True, db_index=True)),
                    ("orders", ArrayField(models.TextField(), default=list)),
                ],
                {
                    "verbose_name": "session",
                    "verbose_name_plural": "sessions",
                    "indexes": [GinIndex(fields=["orders"], name="sessions_by_order")],
                },
            ),
        )
    ]
