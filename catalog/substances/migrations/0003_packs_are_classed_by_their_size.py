from django.db import migrations

# What catalog/substances/sizes.py says, once more: at the commit no pack may be laxer than its size
# allows, whichever of pack, medicine, link or substance was written last.
ADD = """
CREATE FUNCTION substances_class_packs_by_size() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    classes CONSTANT varchar[] := ARRAY['GSL', 'P', 'POM', 'CD'];
    lax record;
BEGIN
    SELECT pack.units, substance.name INTO lax
    FROM substances_substance substance
    JOIN substances_substance_medicines link ON link.substance_id = substance.id
    JOIN catalogue_product medicine ON medicine.id = link.product_id
    JOIN catalogue_product pack ON pack.parent_id = medicine.id
    WHERE NEW.id = ANY (CASE TG_TABLE_NAME
            WHEN 'substances_substance' THEN ARRAY[substance.id]
            WHEN 'substances_substance_medicines' THEN ARRAY[link.id]
            ELSE ARRAY[medicine.id, pack.id] END)
        AND medicine.unit IN ('pill', 'tablet', 'capsule')
        AND GREATEST(array_position(classes, medicine.legal_class),
                     array_position(classes, pack.legal_class))
            < CASE WHEN pack.units > substance.pharmacy_up_to THEN 3
                   WHEN pack.units > substance.general_sale_up_to THEN 2
                   ELSE 1 END
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'A pack of % units with % needs a stricter legal class.',
            lax.units, lax.name
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pack_is_classed_by_its_size';
    END IF;
    RETURN NULL;
END $$;
"""
REMOVE = "DROP FUNCTION substances_class_packs_by_size();"
TRIGGER = """
CREATE CONSTRAINT TRIGGER pack_is_classed_by_its_size
    AFTER INSERT OR UPDATE ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW {when} EXECUTE FUNCTION substances_class_packs_by_size();
"""
NO_TRIGGER = "DROP TRIGGER pack_is_classed_by_its_size ON {table};"
SIZED = """WHEN (NEW.general_sale_up_to IS NOT NULL OR NEW.pharmacy_up_to IS NOT NULL)"""
TABLES = {
    "catalogue_product": "",
    "substances_substance_medicines": "",
    "substances_substance": SIZED,
}


class Migration(migrations.Migration):
    dependencies = [("substances", "0002_groups_hold_members_and_no_medicines")]
    operations = [
        migrations.RunSQL(ADD, REMOVE),
        *(
            migrations.RunSQL(TRIGGER.format(table=table, when=when), NO_TRIGGER.format(table=table))
            for table, when in TABLES.items()
        ),
    ]
