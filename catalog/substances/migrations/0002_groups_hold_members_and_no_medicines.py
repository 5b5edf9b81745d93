from django.db import migrations

# As in the catalogue's 0035: a generated column says which kind is wanted, a composite foreign key
# asks for it, so that neither a link nor the kind of a linked row can be wrong.
ADD = """
ALTER TABLE {table}
    ADD COLUMN {column}_kind {type} GENERATED ALWAYS AS ({kind}) STORED,
    ADD CONSTRAINT {constraint}
        FOREIGN KEY ({column}, {column}_kind) REFERENCES {target}
        DEFERRABLE INITIALLY DEFERRED
"""
REMOVE = "ALTER TABLE {table} DROP CONSTRAINT {constraint}, DROP COLUMN {column}_kind"
A_SUBSTANCE = {"type": "boolean", "target": "substances_substance (id, is_group)"}
A_PRODUCT = {"type": "varchar(10)", "target": "catalogue_product (id, structure)"}
LINKS = (
    {
        "constraint": "no_group_is_in_a_medicine",
        "table": "substances_substance_medicines",
        "column": "substance_id",
        "kind": "false",
        **A_SUBSTANCE,
    },
    {
        "constraint": "substance_is_of_a_medicine",
        "table": "substances_substance_medicines",
        "column": "product_id",
        "kind": "'parent'",
        **A_PRODUCT,
    },
    {
        "constraint": "only_a_group_has_members",
        "table": "substances_substance_members",
        "column": "from_substance_id",
        "kind": "true",
        **A_SUBSTANCE,
    },
    {
        "constraint": "no_group_is_in_a_group",
        "table": "substances_substance_members",
        "column": "to_substance_id",
        "kind": "false",
        **A_SUBSTANCE,
    },
)


class Migration(migrations.Migration):
    dependencies = [("substances", "0001_substances_and_interactions")]
    operations = [migrations.RunSQL(ADD.format(**link), REMOVE.format(**link)) for link in LINKS]
