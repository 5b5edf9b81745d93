from django.db import migrations

# What was asked for the packs there are, from the moments at which an event says that it changed:
# price, size and being on sale as the events have them, until the database began to record it
# itself (partner's 0012). What no event knows, was not recorded, and is left out. Of a strength there
# is an event with every count of stock: it is taken as it was then, not from its own moments.
ADD = """
INSERT INTO partner_pricefrom (pack_id, since, price, strength, units, on_sale)
SELECT moment.pack_id, moment.since, price.price, dosage.label, pack.units,
    pack.is_public AND medicine.is_public
FROM (
    SELECT product_id AS pack_id, pgh_created_at AS since FROM history_priceevent
    UNION SELECT id, pgh_created_at FROM history_productevent WHERE structure = 'child'
    UNION SELECT child.id, event.pgh_created_at FROM history_productevent AS event
        JOIN catalogue_product AS child ON child.parent_id = event.id
) AS moment
JOIN partner_stockrecord AS still ON still.product_id = moment.pack_id
CROSS JOIN LATERAL (
    SELECT price FROM history_priceevent
    WHERE product_id = moment.pack_id AND pgh_created_at <= moment.since
    ORDER BY pgh_id DESC LIMIT 1
) AS price
CROSS JOIN LATERAL (
    SELECT units, is_public, dosage_id, parent_id FROM history_productevent
    WHERE id = moment.pack_id AND pgh_created_at <= moment.since
    ORDER BY pgh_id DESC LIMIT 1
) AS pack
CROSS JOIN LATERAL (
    SELECT is_public FROM history_productevent
    WHERE id = pack.parent_id AND pgh_created_at <= moment.since
    ORDER BY pgh_id DESC LIMIT 1
) AS medicine
CROSS JOIN LATERAL (
    SELECT label FROM history_dosageevent
    WHERE id = pack.dosage_id AND pgh_created_at <= moment.since
    ORDER BY pgh_id DESC LIMIT 1
) AS dosage
WHERE moment.since < (
    SELECT min(since) FROM partner_pricefrom WHERE pack_id = moment.pack_id
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0003_reductions_enter_the_history"),
        ("partner", "0012_prices_are_recorded_by_the_database"),
    ]
    operations = [migrations.RunSQL(ADD, migrations.RunSQL.noop)]
