from django.db import migrations

# As catalog/pages.py has it for a row of a list: of what can be bought today the lowest price per
# unit, rounded as it is shown. Shoppers may see that of what needs a prescription, or not: both
# are kept, because the database does not know.
WANTED = """
CREATE FUNCTION places_wanted(medicines bigint[]) RETURNS TABLE (
    list_id bigint, medicine_id bigint, is_public boolean, is_kept_back boolean, name text,
    form text, needs_prescription boolean, in_stock boolean,
    unit_price numeric, promoted_price numeric
)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT
        list.id, medicine.id, medicine.is_public,
        (
            medicine.legal_class IN ('POM', 'CD') OR EXISTS (
                SELECT FROM catalogue_product pack
                WHERE pack.parent_id = medicine.id AND pack.legal_class IN ('POM', 'CD')
            )
        ) AND NOT EXISTS (
            SELECT FROM leaflets_monographreview review
            WHERE review.medicine_id = medicine.id AND NOT review.is_demo
            AND review.digest = leaflets_text_digest(medicine.id)
        ),
        search_folded(medicine.title), medicine.form, medicine.legal_class IN ('POM', 'CD'),
        offer.in_stock, coalesce(offer.lowest, 1e10), coalesce(offer.promoted, 1e10)
    FROM catalogue_product medicine
    CROSS JOIN LATERAL (
        SELECT
            count(*) > 0, min(shown.price),
            min(shown.price) FILTER (WHERE 'POM' NOT IN (pack.legal_class, medicine.legal_class))
        FROM catalogue_product pack
        JOIN catalogue_dosage dosage ON dosage.id = pack.dosage_id
        LEFT JOIN partner_stockrecord stock ON stock.product_id = pack.id
        CROSS JOIN LATERAL (SELECT stock.price / nullif(pack.units, 0)) AS exact (price)
        CROSS JOIN LATERAL (
            SELECT round(exact.price, CASE WHEN exact.price < 0.1 THEN 3 ELSE 2 END)
        ) AS shown (price)
        WHERE pack.parent_id = medicine.id AND pack.is_public
        AND 'CD' NOT IN (pack.legal_class, medicine.legal_class)
        AND pack.units <= dosage.units_on_hand - dosage.units_reserved
    ) AS offer (in_stock, lowest, promoted)
    CROSS JOIN LATERAL (
        SELECT 0
        UNION ALL
        SELECT category_id FROM catalogue_productcategory
        WHERE product_id = medicine.id AND medicine.is_public
    ) AS list (id)
    WHERE medicine.id = ANY (medicines) AND medicine.structure = 'parent'
$$
"""
COLUMNS = (
    "is_public, is_kept_back, name, form, needs_prescription, in_stock, unit_price, promoted_price"
)
WRITE = f"""
CREATE FUNCTION places_write(medicines bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- Whoever writes one of them at the same time goes first; the next statements read theirs.
    PERFORM FROM places_place WHERE medicine_id = ANY (medicines) AND list_id = 0
        ORDER BY medicine_id FOR UPDATE;
    DELETE FROM places_place place WHERE medicine_id = ANY (medicines) AND NOT EXISTS (
        SELECT FROM catalogue_product medicine WHERE medicine.id = place.medicine_id
        AND medicine.structure = 'parent'
        AND (place.list_id = 0 OR medicine.is_public AND EXISTS (
            SELECT FROM catalogue_productcategory link
            WHERE link.product_id = medicine.id AND link.category_id = place.list_id
        ))
    );
    INSERT INTO places_place AS place (list_id, medicine_id, {COLUMNS})
    SELECT list_id, medicine_id, {COLUMNS} FROM places_wanted(medicines)
    ON CONFLICT (medicine_id, list_id) DO UPDATE SET ({COLUMNS}) = (
        {", ".join(f"excluded.{column}" for column in COLUMNS.split(", "))}
    )
    WHERE ({", ".join(f"place.{column}" for column in COLUMNS.split(", "))}) <> (
        {", ".join(f"excluded.{column}" for column in COLUMNS.split(", "))}
    );
END $$
"""
KIND = "list_id, is_kept_back, form, needs_prescription, in_stock"
COUNT = f"""
CREATE FUNCTION places_count() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO places_tally ({KIND}, medicines, is_folded)
        SELECT {KIND}, count(*), false FROM after WHERE is_public GROUP BY {KIND};
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO places_tally ({KIND}, medicines, is_folded)
        SELECT {KIND}, -count(*), false FROM before WHERE is_public GROUP BY {KIND};
    ELSE
        INSERT INTO places_tally ({KIND}, medicines, is_folded)
        SELECT {KIND}, sum(medicines), false FROM (
            SELECT {KIND}, 1 AS medicines FROM after WHERE is_public
            UNION ALL
            SELECT {KIND}, -1 FROM before WHERE is_public
        ) AS moved
        GROUP BY {KIND} HAVING sum(medicines) <> 0;
    END IF;
    RETURN NULL;
END $$
"""
TRANSITIONS = {
    "INSERT": "NEW TABLE AS after",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS after",
    "DELETE": "OLD TABLE AS before",
}
COUNTED = """
CREATE TRIGGER places_are_counted_{event} AFTER {event} ON places_place REFERENCING {transition}
    FOR EACH STATEMENT EXECUTE FUNCTION places_count()
"""

# Places are written when a transaction ends, in the order of medicines, all at once: whoever holds
# one then waits for nothing else any more, so that orders and staff never wait in a circle.
DUE = """
CREATE TABLE places_due (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, medicines bigint[] NOT NULL
)
"""
FOLLOW = """
CREATE FUNCTION places_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    changed bigint[];
BEGIN
    PERFORM FROM places_due WHERE id = NEW.id;
    IF FOUND THEN
        WITH gone AS (DELETE FROM places_due RETURNING medicines)
        SELECT array_agg(DISTINCT medicine ORDER BY medicine) INTO changed
        FROM gone CROSS JOIN LATERAL unnest(gone.medicines) AS medicine;
        PERFORM places_write(changed);
    END IF;
    RETURN NULL;
END $$
"""
AT_THE_END = """
CREATE CONSTRAINT TRIGGER places_are_written AFTER INSERT ON places_due
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION places_follow()
"""
# What lists show of a medicine is noted by the triggers of catalog/shown, whoever writes. A
# function of this language plans its statements once: a sheet of prices calls it for each of them.
NOTED = """
CREATE OR REPLACE FUNCTION shown_note(changed text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO shown_change (what) SELECT DISTINCT unnest(changed) ON CONFLICT DO NOTHING;
    IF 'lists' = ANY (changed) THEN
        INSERT INTO places_due (medicines)
        SELECT array_agg(split_part(what, ' ', 2)::bigint) FROM unnest(changed) AS what
        WHERE what LIKE 'medicine %'
        HAVING count(*) > 0;
    END IF;
END $$
"""
NOTED_ALONE = """
CREATE OR REPLACE FUNCTION shown_note(changed text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO shown_change (what) SELECT DISTINCT unnest(changed) ON CONFLICT DO NOTHING
$$
"""
ALL_THERE_ARE = """
SELECT places_write(array_agg(id ORDER BY id)) FROM catalogue_product WHERE structure = 'parent'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_places_and_tallies"),
        ("search", "0005_medicines_are_found_by_what_is_written"),
        ("shown", "0001_changes_of_what_is_shown"),
    ]
    operations = [
        migrations.RunSQL(WANTED, "DROP FUNCTION places_wanted(bigint[])"),
        migrations.RunSQL(WRITE, "DROP FUNCTION places_write(bigint[])"),
        migrations.RunSQL(COUNT, "DROP FUNCTION places_count()"),
        *(
            migrations.RunSQL(
                COUNTED.format(event=event, transition=transition),
                f"DROP TRIGGER places_are_counted_{event} ON places_place",
            )
            for event, transition in TRANSITIONS.items()
        ),
        migrations.RunSQL(DUE, "DROP TABLE places_due"),
        migrations.RunSQL(FOLLOW, "DROP FUNCTION places_follow()"),
        migrations.RunSQL(AT_THE_END, "DROP TRIGGER places_are_written ON places_due"),
        migrations.RunSQL(NOTED, NOTED_ALONE),
        migrations.RunSQL(ALL_THERE_ARE, migrations.RunSQL.noop),
    ]
