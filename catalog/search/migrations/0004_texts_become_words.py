from django.db import migrations

# Small letters without accents, digits, single spaces. What unaccent does not know (ά, й) comes apart
# into a letter and its accent.
FOLDED = r"""
CREATE FUNCTION search_folded(text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        translate(
            lower(regexp_replace(
                normalize(unaccent(normalize($1, NFKC)), NFKD), '[\u0300-\u036f]', '', 'g'
            )),
            'ς''’', 'σ'
        ),
        '[^[:alnum:]]+', ' ', 'g'
    ))
$$
"""
# Each word as it is, for beginnings, and its stem, for "relaxant" and "relaxants". Of a folded text.
VECTOR = """
CREATE FUNCTION search_vector(text) RETURNS tsvector
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector('simple', $1) || to_tsvector('english', $1)
$$
"""
# Of what was typed, in its order; a word that says nothing ("the") has no stem.
WORDS = """
CREATE FUNCTION search_words(text) RETURNS TABLE (word text, stem text)
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT words.word, (ts_lexize('english_stem', words.word))[1]
    FROM unnest(string_to_array(search_folded($1), ' ')) WITH ORDINALITY AS words (word, place)
    ORDER BY words.place
$$
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_letters_without_accents_and_trigrams")]
    operations = [
        migrations.RunSQL(FOLDED, "DROP FUNCTION search_folded(text)"),
        migrations.RunSQL(VECTOR, "DROP FUNCTION search_vector(text)"),
        migrations.RunSQL(WORDS, "DROP FUNCTION search_words(text)"),
    ]
