from django.db import migrations

# What shoppers read of a medicine, and which medicine it is about. Sections in an order that
# changes only where two of a kind change places; a title is shown of the kind "other" alone.
ADD = """
CREATE FUNCTION leaflets_text_digest(medicine bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        product.title,
        product.generic_name,
        product.headline,
        product.summary,
        product.introduction,
        (
            SELECT jsonb_agg(
                jsonb_build_array(
                    section.kind,
                    CASE WHEN section.kind = 'other' THEN section.title END,
                    section.body
                )
                ORDER BY section.kind, section.position, section.id
            )
            FROM catalogue_monographsection AS section
            WHERE section.medicine_id = product.id
        )
    )::text, 'UTF8')), 'hex')
    FROM catalogue_product AS product
    WHERE product.id = medicine
$$;
"""
REMOVE = "DROP FUNCTION leaflets_text_digest(bigint)"


class Migration(migrations.Migration):
    dependencies = [("leaflets", "0001_reviews_and_leaflets")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
