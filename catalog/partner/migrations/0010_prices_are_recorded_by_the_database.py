from django.db import migrations

# Whoever writes, also by SQL. What else makes a pack another one, or takes it off sale, counts like
# another price. When a transaction ends, so that nothing is recorded that nobody was asked, as the
# old price of a pack that is put on sale together with a new one.
PRICES = """
SELECT pack.id, clock_timestamp(), price.price, dosage.label, pack.units,
    pack.is_public AND medicine.is_public
FROM partner_stockrecord AS price
JOIN catalogue_product AS pack ON pack.id = price.product_id AND pack.units IS NOT NULL
JOIN catalogue_product AS medicine ON medicine.id = pack.parent_id
JOIN catalogue_dosage AS dosage ON dosage.id = pack.dosage_id
"""
COLUMNS = "pack_id, since, price, strength, units, on_sale"
RECORD = f"""
CREATE FUNCTION partner_record_price() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format($sql$
        INSERT INTO partner_pricefrom ({COLUMNS}) {PRICES}
        WHERE %I.id = $1 AND (
            price.price, dosage.label, pack.units, pack.is_public AND medicine.is_public
        ) IS DISTINCT FROM (
            SELECT (last.price, last.strength, last.units, last.on_sale)
            FROM partner_pricefrom AS last WHERE last.pack_id = pack.id
            ORDER BY last.since DESC, last.id DESC LIMIT 1
        )
    $sql$, TG_ARGV[0]) USING NEW.id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER price_is_recorded
    AFTER INSERT ON partner_stockrecord DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION partner_record_price('price');
CREATE CONSTRAINT TRIGGER another_price_is_recorded
    AFTER UPDATE ON partner_stockrecord DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((NEW.price, NEW.product_id) IS DISTINCT FROM (OLD.price, OLD.product_id))
    EXECUTE FUNCTION partner_record_price('price');
CREATE CONSTRAINT TRIGGER price_of_another_pack_is_recorded
    AFTER UPDATE ON catalogue_product DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (
        NEW.structure = 'child' AND (NEW.is_public, NEW.units, NEW.dosage_id, NEW.parent_id)
        IS DISTINCT FROM (OLD.is_public, OLD.units, OLD.dosage_id, OLD.parent_id)
    )
    EXECUTE FUNCTION partner_record_price('pack');
CREATE CONSTRAINT TRIGGER prices_on_and_off_the_site_are_recorded
    AFTER UPDATE ON catalogue_product DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.structure = 'parent' AND NEW.is_public <> OLD.is_public)
    EXECUTE FUNCTION partner_record_price('medicine');
CREATE CONSTRAINT TRIGGER prices_of_another_strength_are_recorded
    AFTER UPDATE ON catalogue_dosage DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.label <> OLD.label)
    EXECUTE FUNCTION partner_record_price('dosage');
"""
FORGET = """
DROP TRIGGER prices_of_another_strength_are_recorded ON catalogue_dosage;
DROP TRIGGER prices_on_and_off_the_site_are_recorded ON catalogue_product;
DROP TRIGGER price_of_another_pack_is_recorded ON catalogue_product;
DROP TRIGGER another_price_is_recorded ON partner_stockrecord;
DROP TRIGGER price_is_recorded ON partner_stockrecord;
DROP FUNCTION partner_record_price();
"""
KEEP = """
CREATE FUNCTION partner_keep_prices() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'What was asked for a pack is only ever added to.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER prices_are_only_added
    BEFORE UPDATE OR DELETE OR TRUNCATE ON partner_pricefrom
    FOR EACH STATEMENT EXECUTE FUNCTION partner_keep_prices();
"""
LET_GO = """
DROP TRIGGER prices_are_only_added ON partner_pricefrom;
DROP FUNCTION partner_keep_prices();
"""


class Migration(migrations.Migration):
    replaces = [("partner", "0011_prices_have_a_past")]
    dependencies = [("partner", "0009_price_is_of_a_pack")]
    operations = [
        migrations.RunSQL(RECORD, FORGET),
        migrations.RunSQL(KEEP, LET_GO),
    ]
