from django.db import migrations

ADD = """
ALTER TABLE partner_stockrecord
    ADD COLUMN product_structure varchar(10) GENERATED ALWAYS AS ('child') STORED,
    ADD CONSTRAINT price_is_of_a_pack
        FOREIGN KEY (product_id, product_structure) REFERENCES catalogue_product (id, structure)
        DEFERRABLE INITIALLY DEFERRED
"""
REMOVE = "ALTER TABLE partner_stockrecord DROP CONSTRAINT price_is_of_a_pack, DROP COLUMN product_structure"


class Migration(migrations.Migration):
    replaces = [("partner", "0010_price_is_of_a_pack")]
    dependencies = [("partner", "0008_prices_of_packs_and_their_past")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
