from django.conf import settings
from django.db import migrations

# By market: the name it goes by there, its other names, and the sizes the law sets (their source
# stands in catalog/substances/sizes.py). A shop that changes its market changes them in the admin.
BRANDS = "apap, tylenol, panadol, calpol"
PARACETAMOL = {
    "UK": {
        "name": "paracetamol",
        "other_names": f"acetaminophen, {BRANDS}",
        "general_sale_up_to": 16,
        "pharmacy_up_to": 32,
        "max_units_per_sale": 100,
    },
    "US": {"name": "acetaminophen", "other_names": f"paracetamol, {BRANDS}"},
}


def seed(apps, schema_editor):
    apps.get_model("substances", "Substance").objects.create(**PARACETAMOL[settings.SHOP_MARKET])


class Migration(migrations.Migration):
    replaces = [
        ("substances", "0006_paracetamol_as_the_market_sells_it"),
        ("substances", "0007_medicines_contain_what_their_generic_names_list"),
    ]
    dependencies = [("substances", "0005_well_known_interactions")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
