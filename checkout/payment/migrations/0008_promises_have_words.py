from django.db import migrations, models

KINDS = [
    ("open", "open the payment page"),
    ("capture", "charge the card"),
    ("release", "release the card"),
    ("mail", "send a mail"),
]


class Migration(migrations.Migration):
    dependencies = [("payment", "0007_events_name_their_order")]

    operations = [
        migrations.AlterField("outbox", "kind", models.CharField(choices=KINDS, max_length=8)),
    ]
