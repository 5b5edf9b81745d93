from importlib import import_module

from django.db import migrations

BEFORE = import_module("catalog.search.migrations.0005_medicines_are_found_by_what_is_written").WRITE
# As in 0005, but for the spellings: which is a whole name, and each text once for all medicines.
UNTIL_SPELLINGS, _SPELLINGS = BEFORE.split("    DELETE FROM search_spelling", 1)
SPELLINGS = r"""    DELETE FROM search_spelling WHERE medicine_id = ANY (medicines);
    INSERT INTO search_spelling (medicine_id, text, is_name)
    SELECT entry.medicine_id, spelt.text, bool_or(called.is_own AND called.name = spelt.text)
    FROM search_entry entry
    CROSS JOIN LATERAL (
        SELECT entry.name, true
        UNION ALL
        SELECT unnest(string_to_array(btrim(entry.folded_names, E'\n'), E'\n')), true
        UNION ALL
        SELECT search_folded(unnest(entry.categories)), false
    ) AS called (name, is_own)
    CROSS JOIN LATERAL unnest(called.name || string_to_array(called.name, ' ')) AS spelt (text)
    WHERE entry.medicine_id = ANY (medicines) AND length(spelt.text) BETWEEN 4 AND 100
    GROUP BY entry.medicine_id, spelt.text;

    -- Not unique, or two who write the same new word would wait for each other. Of long names the
    -- words are enough: among 100,000 of them nearly every word is a little like what was typed.
    INSERT INTO search_spelt (text)
    SELECT DISTINCT spelling.text FROM search_spelling spelling
    WHERE spelling.medicine_id = ANY (medicines) AND spelling.text NOT LIKE '% % %'
    AND NOT EXISTS (SELECT FROM search_spelt known WHERE known.text = spelling.text);
END $$
"""
AGAIN = "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
ALL_THERE_ARE = """
SELECT search_write(array_agg(medicine_id ORDER BY medicine_id)) FROM search_entry
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0006_spellings_each_once")]
    operations = [
        migrations.RunSQL((UNTIL_SPELLINGS + SPELLINGS).replace(*AGAIN), BEFORE.replace(*AGAIN)),
        migrations.RunSQL(ALL_THERE_ARE, migrations.RunSQL.noop),
    ]
