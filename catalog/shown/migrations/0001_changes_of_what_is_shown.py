from django.db import migrations

# One row for all a transaction changes of one thing: no two transactions ever wait here.
CHANGES = """
CREATE TABLE shown_change (
    what text NOT NULL,
    by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (what, by)
);
CREATE INDEX shown_change_by_time ON shown_change (at)
"""
NOTE = """
CREATE FUNCTION shown_note(changed text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO shown_change (what) SELECT DISTINCT unnest(changed) ON CONFLICT DO NOTHING
$$
"""

# What every page shows, or what may show anywhere and changes seldom.
OF_THE_SITE = (
    "shopfacts_shopfacts",
    "texts_text",
    "catalogue_category",
    "substances_substance",
    "substances_substance_members",
    "substances_interaction",
)
SITE = """
CREATE FUNCTION shown_by_the_site() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM shown_note('{site}');
    RETURN NULL;
END $$
"""
FOLLOW_SITE = """
CREATE TRIGGER shown_follows AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION shown_by_the_site()
"""
# What lists and medicines show is part of what the site does.
FOLLOW_TRUNCATE = """
CREATE TRIGGER shown_follows_truncate AFTER TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION shown_by_the_site()
"""

# What the pages of medicines show: of each row of a table some columns, the first the product it
# is of, a medicine or a pack; and whether lists of medicines may show that, too.
OF_MEDICINES = {
    # Of its stock which packs fit: it changes seldom, while units are sold all the time.
    "catalogue_dosage": (
        "row.medicine_id AS product, row.id, row.label, row.position, ARRAY("
        "SELECT pack.id FROM catalogue_product pack WHERE pack.dosage_id = row.id"
        " AND pack.units <= row.units_on_hand - row.units_reserved ORDER BY pack.id)",
        True,
    ),
    "partner_stockrecord": ("row.product_id AS product, row.price, row.price_currency", True),
    "catalogue_productcategory": ("row.product_id AS product, row.category_id", True),
    "pictures_picture": (
        "row.medicine_id AS product, row.id, row.position, row.alt, row.address, row.is_broken",
        True,
    ),
    "pictures_picturesize": (
        "(SELECT medicine_id FROM pictures_picture WHERE id = row.picture_id) AS product,"
        " row.picture_id, row.width",
        True,
    ),
    # A text that no pharmacist stands for any more keeps its medicine off a live shop's lists.
    "catalogue_monographsection": (
        "row.medicine_id AS product, row.id, row.kind, row.title, row.body, row.position",
        True,
    ),
    "leaflets_monographreview": (
        'row.medicine_id AS product, row.name, row.registration, row."on", row.digest, row.is_demo',
        True,
    ),
    "leaflets_leaflet": (
        "(SELECT medicine_id FROM catalogue_dosage WHERE id = row.dosage_id) AS product,"
        " row.dosage_id, row.address, row.bytes, row.is_demo",
        False,
    ),
    "reductions_reduction": ("row.pack_id AS product, row.begins_at, row.ends_at", False),
    "substances_substance_medicines": ("row.product_id AS product, row.substance_id", False),
    # What a former price is read from.
    "partner_pricefrom": (
        "row.pack_id AS product, row.since, row.price, row.strength, row.units, row.on_sale",
        False,
    ),
}
MEDICINES = """
    SELECT coalesce(own.parent_id, own.id) FROM changed
    JOIN catalogue_product own ON own.id = changed.product
"""
# A medicine that is gone is on no other row.
PRODUCT_COLUMNS = """
    row.parent_id, row.id, row.is_public, row.title, row.slug, row.structure, row.legal_class,
    row.headline, row.summary, row.introduction, row.generic_name, row.also_known_as, row.form,
    row.unit, row.max_units_per_order, row.max_units_per_period, row.period_days, row.minimum_age,
    row.dosage_id, row.units
"""
PRODUCT_MEDICINES = "SELECT coalesce(changed.parent_id, changed.id) FROM changed"
# Who sells of a dosage while a pack of it comes or changes its size goes first, or waits and finds
# it: else neither would see that the other makes the pack available or takes it away.
AFTER_SALES = """
    PERFORM FROM catalogue_dosage WHERE id IN (SELECT dosage_id FROM {rows}) ORDER BY id FOR SHARE;
"""
SHOWN = """
CREATE FUNCTION shown_by_{table}() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    medicines text[];
BEGIN
    -- Only the statement that is run needs its tables to be there.
    IF TG_OP = 'INSERT' THEN{wait}
        WITH changed AS (SELECT {columns} FROM after AS row)
        SELECT array_agg(DISTINCT 'medicine ' || id) INTO medicines
        FROM ({medicines}) AS found (id);
    ELSIF TG_OP = 'DELETE' THEN
        WITH changed AS (SELECT {columns} FROM before AS row)
        SELECT array_agg(DISTINCT 'medicine ' || id) INTO medicines
        FROM ({medicines}) AS found (id);
    ELSE{wait}
        WITH was AS MATERIALIZED (SELECT {columns} FROM before AS row),
        becomes AS MATERIALIZED (SELECT {columns} FROM after AS row),
        changed AS ((TABLE was EXCEPT TABLE becomes) UNION ALL (TABLE becomes EXCEPT TABLE was))
        SELECT array_agg(DISTINCT 'medicine ' || id) INTO medicines
        FROM ({medicines}) AS found (id);
    END IF;
    IF medicines IS NOT NULL THEN
        PERFORM shown_note(medicines{lists});
    END IF;
    RETURN NULL;
END $$
"""
TRANSITIONS = {
    "INSERT": "NEW TABLE AS after",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS after",
    "DELETE": "OLD TABLE AS before",
}
FOLLOW = """
CREATE TRIGGER shown_follows_{event} AFTER {event} ON {table} REFERENCING {transition}
    FOR EACH STATEMENT EXECUTE FUNCTION shown_by_{table}()
"""


def followed(table, columns, lists, medicines=MEDICINES, wait=""):
    """The operations after which every change of a table's rows that shows is noted."""
    values = {
        "table": table,
        "columns": columns,
        "medicines": medicines,
        "wait": wait,
        "lists": " || '{lists}'::text[]" if lists else "",
    }
    yield migrations.RunSQL(SHOWN.format(**values), f"DROP FUNCTION shown_by_{table}()")
    for event, transition in TRANSITIONS.items():
        yield migrations.RunSQL(
            FOLLOW.format(event=event, transition=transition, **values),
            f"DROP TRIGGER shown_follows_{event} ON {table}",
        )
    yield migrations.RunSQL(
        FOLLOW_TRUNCATE.format(table=table), f"DROP TRIGGER shown_follows_truncate ON {table}"
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("catalogue", "0040_price_editors_see_costs"),
        ("leaflets", "0004_pharmacists_review_texts"),
        ("partner", "0013_the_record_of_prices_is_told_who"),
        ("pictures", "0002_pictures_are_of_medicines_and_stay"),
        ("reductions", "0003_price_editors_and_pharmacists_announce"),
        ("shopfacts", "0001_who_sells"),
        ("substances", "0006_paracetamol_as_its_market_sells_it"),
        ("texts", "0001_texts_of_the_shop"),
    ]
    operations = [
        migrations.RunSQL(CHANGES, "DROP TABLE shown_change"),
        migrations.RunSQL(NOTE, "DROP FUNCTION shown_note(text[])"),
        migrations.RunSQL(SITE, "DROP FUNCTION shown_by_the_site()"),
        *(
            migrations.RunSQL(
                FOLLOW_SITE.format(table=table), f"DROP TRIGGER shown_follows ON {table}"
            )
            for table in OF_THE_SITE
        ),
        *(
            migrations.RunSQL(
                FOLLOW_TRUNCATE.format(table=table),
                f"DROP TRIGGER shown_follows_truncate ON {table}",
            )
            for table in OF_THE_SITE
        ),
        *followed(
            "catalogue_product",
            PRODUCT_COLUMNS,
            True,
            PRODUCT_MEDICINES,
            wait=AFTER_SALES.format(rows="after"),
        ),
        *(
            operation
            for table, (columns, lists) in OF_MEDICINES.items()
            for operation in followed(table, columns, lists)
        ),
    ]
