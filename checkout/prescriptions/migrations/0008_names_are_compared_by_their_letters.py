from django.db import migrations

from checkout.prescriptions.same_person import as_compared


def compare_anew(apps, schema_editor):
    patients = apps.get_model("prescriptions", "Patient").objects.exclude(name="")
    for patient in patients.only("name", "same_person").iterator():
        compared = as_compared(patient.name)
        if compared != patient.same_person:
            patient.same_person = compared
            patient.save(update_fields=["same_person"])


class Migration(migrations.Migration):
    dependencies = [("prescriptions", "0007_answers_may_be_noted_by_staff")]
    operations = [migrations.RunPython(compare_anew, migrations.RunPython.noop)]
