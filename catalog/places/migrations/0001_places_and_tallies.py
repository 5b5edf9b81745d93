import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0040_price_editors_see_costs'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_id', models.BigIntegerField()),
                ('is_kept_back', models.BooleanField()),
                ('form', models.TextField()),
                ('needs_prescription', models.BooleanField()),
                ('in_stock', models.BooleanField()),
                ('medicines', models.BigIntegerField()),
                ('is_folded', models.BooleanField(help_text='Alone of its kind when the worker wrote it.')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['list_id'], name='tallies_of_a_list'), models.Index(condition=models.Q(('is_folded', False)), fields=['list_id'], name='tallies_to_fold')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_id', models.BigIntegerField(help_text="A category's; 0: of all medicines.")),
                ('is_public', models.BooleanField()),
                ('is_kept_back', models.BooleanField(help_text='No pharmacist stands for its text, which a live shop asks for.')),
                ('name', models.TextField(db_collation='C', help_text='Folded, as search has it.')),
                ('form', models.TextField()),
                ('needs_prescription', models.BooleanField()),
                ('in_stock', models.BooleanField(help_text='Somebody can buy some of it today.')),
                ('unit_price', models.DecimalField(decimal_places=3, max_digits=14)),
                ('promoted_price', models.DecimalField(decimal_places=3, help_text='Of what needs no prescription.', max_digits=14)),
                ('medicine', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.product')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('is_public', True)), fields=['list_id', 'name', 'medicine'], name='places_by_name'), models.Index(condition=models.Q(('is_public', True)), fields=['list_id', 'unit_price', 'name', 'medicine'], name='places_by_price'), models.Index(condition=models.Q(('is_public', True)), fields=['list_id', 'promoted_price', 'name', 'medicine'], name='places_by_promoted_price'), models.Index(condition=models.Q(('is_public', True)), fields=['list_id', 'form', 'name', 'medicine'], name='places_by_form')],
                'constraints': [models.UniqueConstraint(fields=('medicine', 'list_id'), name='medicine_has_one_place_in_a_list')],
            },
        ),
    ]
