from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from catalog.at_once import AtOnce


class Migration(migrations.Migration):
    replaces = [
        ("basket", "0013_lines_are_packs"),
        ("basket", "0014_lines_keep_the_pack_as_added"),
        ("basket", "0015_lines_in_carts_are_as_sold_today"),
        ("basket", "0016_every_line_knows_the_pack_as_added"),
        ("basket", "0017_an_account_has_one_open_cart"),
    ]
    dependencies = [
        ("basket", "0012_line_code"),
        ("catalogue", "0033_what_is_sold"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        AtOnce(
            migrations.AddField(
                "line",
                "units_when_added",
                models.PositiveIntegerField(default=0),
                preserve_default=False,
            ),
            migrations.AddField(
                "line",
                "dosage_when_added",
                models.CharField(max_length=60, default=""),
                preserve_default=False,
            ),
            migrations.AddConstraint(
                "line",
                models.UniqueConstraint(fields=["basket", "product"], name="cart_has_a_pack_once"),
            ),
            migrations.AddConstraint(
                "line",
                models.CheckConstraint(condition=Q(quantity__gte=1), name="cart_line_has_packs"),
            ),
            migrations.AddConstraint(
                "basket",
                models.UniqueConstraint(
                    fields=["owner"], condition=Q(status="Open"), name="account_has_one_open_cart"
                ),
            ),
        )
    ]
