from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0037_roles_of_staff")]
    operations = [
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(name="category_has_its_own_address", fields=["slug"]),
        )
    ]
