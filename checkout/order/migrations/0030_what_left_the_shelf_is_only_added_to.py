from django.db import migrations

# A demo's rows go with the demo; any other stays as it was written.
ADD = """
CREATE FUNCTION order_keep_what_left_the_shelf() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    written jsonb := to_jsonb(OLD);
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM order_order WHERE is_demo AND id = coalesce(
            (written ->> 'order_id')::bigint,
            (SELECT order_id FROM order_line WHERE id = (written ->> 'line_id')::bigint)
        )
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'What left the shelf and what came back is only ever added.'
        USING ERRCODE = 'restrict_violation';
END $$;
"""
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
REMOVE = "DROP FUNCTION order_keep_what_left_the_shelf()"
TABLES = ("dispensedlot", "dispatch", "takenback")


class Migration(migrations.Migration):
    dependencies = [("order", "0029_orders_are_sent_and_come_back")]
    operations = [
        migrations.RunSQL(ADD, REMOVE),
        *(
            migrations.RunSQL(KEEP.format(table=table), LET_GO.format(table=table))
            for table in TABLES
        ),
    ]
