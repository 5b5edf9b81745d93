from django.db import migrations

# As in 0010, and whoever acts as every statement is told it (pharmacy/history/acting.py): by whom,
# how and why, and the request or command, which is what was changed together. Nothing of it is
# known of what is written in the database itself. Triggers that wait for the commit still see it.
#
# A statement that is put together is planned anew for each row, which takes fifteen times as long
# as all the rest: what a price alone moves has one of its own, planned once.
COLUMNS = "pack_id, since, price, strength, units, on_sale, by_id, how, why, batch"
PRICES = """
INSERT INTO partner_pricefrom ({columns})
SELECT pack.id, clock_timestamp(), price.price, dosage.label, pack.units,
    pack.is_public AND medicine.is_public,
    ({told}->>'user')::bigint, left(coalesce({told}->>'how', {told}->>'command', ''), 60),
    left(coalesce({told}->>'why', ''), 200), {batch}
FROM partner_stockrecord AS price
JOIN catalogue_product AS pack ON pack.id = price.product_id AND pack.units IS NOT NULL
JOIN catalogue_product AS medicine ON medicine.id = pack.parent_id
JOIN catalogue_dosage AS dosage ON dosage.id = pack.dosage_id
WHERE {moved} AND (
    price.price, dosage.label, pack.units, pack.is_public AND medicine.is_public
) IS DISTINCT FROM (
    SELECT (last.price, last.strength, last.units, last.on_sale)
    FROM partner_pricefrom AS last WHERE last.pack_id = pack.id
    ORDER BY last.since DESC, last.id DESC LIMIT 1
)
"""
OF_ANYTHING = PRICES.format(columns=COLUMNS, told="$2", batch="$3", moved="%I.id = $1")
OF_A_PRICE = PRICES.format(
    columns=COLUMNS, told="told", batch="changed_with", moved="price.id = NEW.id"
)
RECORD = """
CREATE OR REPLACE FUNCTION partner_record_price() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    told jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
    changed_with uuid := nullif(current_setting('pghistory.context_id', true), '')::uuid;
BEGIN
    {record}
    RETURN NULL;
END $$;
"""
PUT_TOGETHER = f"EXECUTE format($sql${OF_ANYTHING}$sql$, TG_ARGV[0]) USING NEW.id, told, changed_with;"
BY_ONE_PLAN = f"IF TG_ARGV[0] = 'price' THEN {OF_A_PRICE}; ELSE {PUT_TOGETHER} END IF;"
FORGET = """
CREATE OR REPLACE FUNCTION partner_record_price() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format($sql$
        INSERT INTO partner_pricefrom (
            pack_id, since, price, strength, units, on_sale, how, why
        )
        SELECT pack.id, clock_timestamp(), price.price, dosage.label, pack.units,
            pack.is_public AND medicine.is_public, '', ''
        FROM partner_stockrecord AS price
        JOIN catalogue_product AS pack ON pack.id = price.product_id AND pack.units IS NOT NULL
        JOIN catalogue_product AS medicine ON medicine.id = pack.parent_id
        JOIN catalogue_dosage AS dosage ON dosage.id = pack.dosage_id
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
"""


class Migration(migrations.Migration):
    dependencies = [("partner", "0012_prices_know_who_changed_them")]
    operations = [migrations.RunSQL(RECORD.format(record=BY_ONE_PLAN), FORGET)]
