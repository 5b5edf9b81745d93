from django.db import migrations

# What catalog/substances/sizes.py says, once more: at the commit no pack may be laxer than its size
# allows, whichever of pack, medicine, link or substance was written last.
ADD = """
CREATE FUNCTION substances_class_packs_by_size() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    classes CONSTANT varchar[] := ARRAY['GSL', 'P', 'POM', 'CD'];
    medicines bigint[];
    lax record;
BEGIN
    IF TG_TABLE_NAME = 'substances_substance' THEN
        SELECT array_agg(product_id) INTO medicines
        FROM substances_substance_medicines WHERE substance_id = NEW.id;
    ELSIF TG_TABLE_NAME = 'substances_substance_medicines' THEN
        medicines := ARRAY[NEW.product_id];
    ELSE
        SELECT ARRAY[coalesce(parent_id, id)] INTO medicines
        FROM catalogue_product WHERE id = NEW.id;
    END IF;
    -- Of most medicines the law says nothing: then no pack has to be looked at.
    IF NOT EXISTS (
        SELECT FROM substances_substance_medicines link
        JOIN substances_substance substance ON substance.id = link.substance_id
        WHERE link.product_id = ANY (medicines)
            AND (substance.general_sale_up_to IS NOT NULL OR substance.pharmacy_up_to IS NOT NULL)
    ) THEN
        RETURN NULL;
    END IF;
    SELECT pack.units, substance.name INTO lax
    FROM substances_substance_medicines link
    JOIN substances_substance substance ON substance.id = link.substance_id
    JOIN catalogue_product medicine ON medicine.id = link.product_id
    JOIN catalogue_product pack ON pack.parent_id = medicine.id
    WHERE link.product_id = ANY (medicines)
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
    AFTER INSERT OR UPDATE {of} ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW {when} EXECUTE FUNCTION substances_class_packs_by_size();
"""
NO_TRIGGER = "DROP TRIGGER pack_is_classed_by_its_size ON {table};"
TABLES = (
    {"table": "catalogue_product", "of": "OF units, legal_class, unit, parent_id", "when": ""},
    {"table": "substances_substance_medicines", "of": "", "when": ""},
    {
        "table": "substances_substance",
        "of": "",
        "when": "WHEN (NEW.general_sale_up_to IS NOT NULL OR NEW.pharmacy_up_to IS NOT NULL)",
    },
)


class Migration(migrations.Migration):
    dependencies = [("substances", "0002_groups_hold_members_and_no_medicines")]
    operations = [
        migrations.RunSQL(ADD, REMOVE),
        *(migrations.RunSQL(TRIGGER.format(**at), NO_TRIGGER.format(**at)) for at in TABLES),
    ]
