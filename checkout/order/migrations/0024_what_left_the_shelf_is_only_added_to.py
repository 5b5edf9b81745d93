from django.db import migrations

# A demo's rows go with the demo. Of an order that names nobody any more the words go, which may
# lead to the person; any other row stays as it was written.
ADD = """
CREATE FUNCTION order_keep_what_left_the_shelf() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words text[] := '{carrier, tracking, reason, erased_at}';
    written jsonb := to_jsonb(OLD);
    ordered order_order;
BEGIN
    SELECT * INTO ordered FROM order_order WHERE id = coalesce(
        (written ->> 'order_id')::bigint,
        (SELECT order_id FROM order_line WHERE id = (written ->> 'line_id')::bigint)
    );
    IF TG_OP = 'DELETE' AND ordered.is_demo THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND written ->> 'erased_at' IS NULL
        AND to_jsonb(NEW) ->> 'erased_at' IS NOT NULL
        AND to_jsonb(NEW) - words = written - words
        AND ordered.guest_email = '' AND ordered.user_id IS NULL
        AND ordered.shipping_address_id IS NULL AND ordered.billing_address_id IS NULL
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What left the shelf and what came back is only ever added.'
        USING ERRCODE = 'restrict_violation';
END $$;
"""
REMOVE = "DROP FUNCTION order_keep_what_left_the_shelf()"
KEEP = """
CREATE TRIGGER {table}_is_only_added_to BEFORE UPDATE OR DELETE ON order_{table}
    FOR EACH ROW EXECUTE FUNCTION order_keep_what_left_the_shelf();
CREATE TRIGGER {table}_is_not_truncated BEFORE TRUNCATE ON order_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION order_keep_what_left_the_shelf();
"""
LET_GO = """
DROP TRIGGER {table}_is_not_truncated ON order_{table};
DROP TRIGGER {table}_is_only_added_to ON order_{table};
"""
TABLES = ("dispensedlot", "dispatch", "takenback")
# The web's role may not update these tables: here, and only here, the owner of them does.
FORGET = """
CREATE FUNCTION order_forget_parcels(forgotten bigint, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE order_dispatch SET carrier = '', tracking = '', erased_at = at
        WHERE order_id = forgotten AND erased_at IS NULL;
    UPDATE order_takenback SET reason = '', erased_at = at
        FROM order_line
        WHERE order_line.id = line_id AND order_id = forgotten AND erased_at IS NULL;
$$;
"""
FORGET_NOTHING = "DROP FUNCTION order_forget_parcels(bigint, timestamptz)"


class Migration(migrations.Migration):
    replaces = [("order", "0030_what_left_the_shelf_is_only_added_to")]
    dependencies = [("order", "0023_approved_orders_say_how_much_of_every_line")]
    operations = [
        migrations.RunSQL(ADD, REMOVE),
        *(
            migrations.RunSQL(KEEP.format(table=table), LET_GO.format(table=table))
            for table in TABLES
        ),
        migrations.RunSQL(FORGET, FORGET_NOTHING),
    ]
