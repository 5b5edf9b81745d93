import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_tries_are_counted_for_all_processes'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='email',
            field=models.CharField(blank=True, db_index=True, max_length=254),
        ),
        migrations.AddField(
            model_name='session',
            name='orders',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddIndex(
            model_name='session',
            index=django.contrib.postgres.indexes.GinIndex(fields=['orders'], name='sessions_by_order'),
        ),
    ]
