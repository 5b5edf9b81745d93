from django.db import migrations

# As in catalogue's 0035: a picture is of a medicine, never of a pack.
OF_A_MEDICINE = """
ALTER TABLE pictures_picture
    ADD COLUMN medicine_structure varchar(10) GENERATED ALWAYS AS ('parent') STORED,
    ADD CONSTRAINT picture_is_of_a_medicine
        FOREIGN KEY (medicine_id, medicine_structure) REFERENCES catalogue_product (id, structure)
        DEFERRABLE INITIALLY DEFERRED
"""
OF_ANYTHING = """
ALTER TABLE pictures_picture
    DROP CONSTRAINT picture_is_of_a_medicine, DROP COLUMN medicine_structure
"""
# Browsers keep what an address opened for a year.
STAY = """
CREATE FUNCTION pictures_refuse_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What an address opens never changes: add another picture.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER picture_stays_what_it_is
    BEFORE UPDATE ON pictures_picture FOR EACH ROW
    WHEN (
        (NEW.medicine_id, NEW.original) IS DISTINCT FROM (OLD.medicine_id, OLD.original)
        OR OLD.address <> '' AND NEW.address <> OLD.address
    )
    EXECUTE FUNCTION pictures_refuse_another();
CREATE TRIGGER size_stays_what_it_is
    BEFORE UPDATE ON pictures_picturesize FOR EACH ROW
    EXECUTE FUNCTION pictures_refuse_another();
"""
CHANGE = """
DROP TRIGGER size_stays_what_it_is ON pictures_picturesize;
DROP TRIGGER picture_stays_what_it_is ON pictures_picture;
DROP FUNCTION pictures_refuse_another();
"""


class Migration(migrations.Migration):
    dependencies = [("pictures", "0001_pictures_of_medicines")]
    operations = [
        migrations.RunSQL(OF_A_MEDICINE, OF_ANYTHING),
        migrations.RunSQL(STAY, CHANGE),
    ]
