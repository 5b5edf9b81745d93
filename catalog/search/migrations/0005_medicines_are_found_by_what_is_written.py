from django.db import migrations

# What a medicine is called beside its name, each spelling once.
NAMES = """
CREATE FUNCTION search_names(medicine bigint) RETURNS TABLE (written text, folded text)
LANGUAGE sql STABLE AS $$
    WITH names (name, place) AS (
        SELECT generic_name, 1 FROM catalogue_product WHERE id = medicine
        UNION ALL
        SELECT unnest(string_to_array(also_known_as, ',')), 2
        FROM catalogue_product WHERE id = medicine
        UNION ALL
        SELECT unnest(substance.name || string_to_array(substance.other_names, ',')), 3
        FROM substances_substance substance
        JOIN substances_substance_medicines link ON link.substance_id = substance.id
        WHERE link.product_id = medicine
    )
    SELECT once.written, once.folded FROM (
        SELECT DISTINCT ON (folded) btrim(name) AS written, folded, place
        FROM names CROSS JOIN LATERAL search_folded(name) AS folded
        WHERE folded <> ''
        ORDER BY folded, place, written
    ) AS once
    ORDER BY once.place, once.folded
$$
"""
WRITE = r"""
CREATE FUNCTION search_write(medicines bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever writes one of them at the same time goes first; the next statement reads theirs.
    PERFORM FROM search_entry WHERE medicine_id = ANY (medicines) ORDER BY medicine_id FOR UPDATE;

    INSERT INTO search_entry (medicine_id, name, other_names, folded_names, categories, document)
    SELECT
        medicine.id, own.name, other.written, other.folded, category.written,
        setweight(search_vector(own.name), 'A')
            || setweight(search_vector(other.folded), 'B')
            || setweight(search_vector(search_folded(
                array_to_string(category.written, ' ') || ' ' || medicine.form
            )), 'C')
            || setweight(search_vector(search_folded(
                left(medicine.headline || ' ' || medicine.summary, 10000)
            )), 'D')
    FROM catalogue_product medicine
    CROSS JOIN LATERAL search_folded(medicine.title) AS own (name)
    CROSS JOIN LATERAL (
        SELECT
            coalesce(array_agg(written), '{}'),
            E'\n' || coalesce(string_agg(folded || E'\n', ''), '')
        FROM search_names(medicine.id) WHERE folded <> own.name
    ) AS other (written, folded)
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(category.name::text ORDER BY category.path), '{}')
        FROM catalogue_category category
        JOIN catalogue_productcategory link ON link.category_id = category.id
        WHERE link.product_id = medicine.id AND category.is_public
    ) AS category (written)
    WHERE medicine.id = ANY (medicines) AND medicine.structure = 'parent'
    ON CONFLICT (medicine_id) DO UPDATE SET
        name = excluded.name,
        other_names = excluded.other_names,
        folded_names = excluded.folded_names,
        categories = excluded.categories,
        document = excluded.document;

    DELETE FROM search_spelling WHERE medicine_id = ANY (medicines);
    INSERT INTO search_spelling (medicine_id, text)
    SELECT DISTINCT entry.medicine_id, spelt.text
    FROM search_entry entry
    CROSS JOIN LATERAL unnest(
        entry.name
        || string_to_array(btrim(entry.folded_names, E'\n'), E'\n')
        || ARRAY(SELECT search_folded(unnest(entry.categories)))
    ) AS called (name)
    CROSS JOIN LATERAL unnest(called.name || string_to_array(called.name, ' ')) AS spelt (text)
    WHERE entry.medicine_id = ANY (medicines) AND length(spelt.text) BETWEEN 4 AND 100;
END $$
"""
FOLLOW = """
CREATE FUNCTION search_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    medicines bigint[];
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'catalogue_product' THEN
            medicines := ARRAY[NEW.id];
        WHEN 'catalogue_category' THEN
            SELECT array_agg(product_id) INTO medicines
            FROM catalogue_productcategory WHERE category_id = NEW.id;
        WHEN 'substances_substance' THEN
            SELECT array_agg(product_id) INTO medicines
            FROM substances_substance_medicines WHERE substance_id = NEW.id;
        ELSE -- a link to one of these: an INSERT has no OLD, a DELETE no NEW
            -- Whoever renames one of them goes first, or waits and finds the link.
            PERFORM FROM catalogue_category
                WHERE id = (to_jsonb(NEW) ->> 'category_id')::bigint FOR SHARE;
            PERFORM FROM substances_substance
                WHERE id = (to_jsonb(NEW) ->> 'substance_id')::bigint FOR SHARE;
            medicines := ARRAY[
                (to_jsonb(OLD) ->> 'product_id')::bigint, (to_jsonb(NEW) ->> 'product_id')::bigint
            ];
    END CASE;
    PERFORM search_write(medicines);
    RETURN NULL;
END $$
"""
FOLLOWED = (
    {
        "table": "catalogue_product",
        "changes": "INSERT OR UPDATE OF title, generic_name, also_known_as, form, headline, summary",
        "when": "WHEN (NEW.structure = 'parent')",
    },
    {"table": "catalogue_category", "changes": "UPDATE OF name, is_public", "when": ""},
    {"table": "substances_substance", "changes": "UPDATE OF name, other_names", "when": ""},
    {"table": "catalogue_productcategory", "changes": "INSERT OR UPDATE OR DELETE", "when": ""},
    {
        "table": "substances_substance_medicines",
        "changes": "INSERT OR UPDATE OR DELETE",
        "when": "",
    },
)
WATCH = """
CREATE TRIGGER search_follows AFTER {changes} ON {table}
    FOR EACH ROW {when} EXECUTE FUNCTION search_follow()
"""
LOOK_AWAY = "DROP TRIGGER search_follows ON {table}"


class Migration(migrations.Migration):
    replaces = [
        ("search", "0005_what_is_written_is_found"),
        ("search", "0006_medicines_that_were_there_are_found"),
    ]
    dependencies = [
        ("search", "0003_entries_go_with_their_medicine"),
        ("search", "0004_texts_become_words"),
        ("substances", "0001_substances_and_interactions"),
    ]
    operations = [
        migrations.RunSQL(NAMES, "DROP FUNCTION search_names(bigint)"),
        migrations.RunSQL(WRITE, "DROP FUNCTION search_write(bigint[])"),
        migrations.RunSQL(FOLLOW, "DROP FUNCTION search_follow()"),
        *(
            migrations.RunSQL(WATCH.format(**followed), LOOK_AWAY.format(**followed))
            for followed in FOLLOWED
        ),
    ]
