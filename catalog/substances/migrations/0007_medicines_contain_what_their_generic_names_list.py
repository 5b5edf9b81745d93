from django.db import migrations

from catalog.substances.names import names_in, substances_in

# Packs that were there before: as strict as their size demands, or the commit is refused (0003).
LIFT = """
UPDATE catalogue_product pack
SET legal_class = CASE WHEN pack.units > substance.pharmacy_up_to THEN 'POM' ELSE 'P' END
FROM substances_substance substance
JOIN substances_substance_medicines link ON link.substance_id = substance.id
JOIN catalogue_product medicine ON medicine.id = link.product_id
WHERE pack.parent_id = medicine.id
    AND medicine.unit IN ('pill', 'tablet', 'capsule')
    AND (medicine.legal_class = 'GSL' OR
         medicine.legal_class = 'P' AND pack.units > substance.pharmacy_up_to)
    AND (pack.legal_class IN ('', 'GSL') OR
         pack.legal_class = 'P' AND pack.units > substance.pharmacy_up_to)
    AND (pack.units > substance.general_sale_up_to OR pack.units > substance.pharmacy_up_to)
"""


def link(apps, schema_editor):
    substances = apps.get_model("substances", "Substance").objects
    known = {}
    for substance in substances.filter(is_group=False):
        known |= dict.fromkeys(names_in(substance.other_names), substance) | known
        known[substance.name] = substance
    medicines = apps.get_model("catalogue", "Product").objects.filter(structure="parent")
    for medicine in medicines:
        for name in substances_in(medicine.generic_name):
            if name not in known:
                known[name] = substances.create(name=name)
            known[name].medicines.add(medicine)
    schema_editor.execute(LIFT)


class Migration(migrations.Migration):
    dependencies = [("substances", "0006_paracetamol_as_the_market_sells_it")]
    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
