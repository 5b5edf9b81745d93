

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('basket', '0016_every_line_knows_the_pack_as_added'),
        ('catalogue', '0041_limits_per_patient_and_high_risk'),
        ('order', '0027_orders_wait_for_the_patient'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='claim', to='order.order')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('approved', 'approved'), ('replaced', 'packs replaced'), ('rejected', 'rejected'), ('asked', 'patient asked')], max_length=8)),
                ('packs', models.PositiveIntegerField(default=0)),
                ('units', models.PositiveIntegerField(default=0)),
                ('copied', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('reason', models.TextField(blank=True)),
                ('verification', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('decided_on', models.DateField(help_text="By the shop's calendar.")),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='order.line')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='inquiry', to='prescriptions.decision')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Patient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=255)),
                ('same_person', models.CharField(blank=True, help_text='The name as it is compared: small, plain letters.', max_length=255)),
                ('born_on', models.DateField(null=True)),
                ('address', models.CharField(blank=True, help_text='Empty: where the order goes.', max_length=500)),
                ('allergies', models.TextField(blank=True)),
                ('other_medicines', models.TextField(blank=True)),
                ('conditions', models.TextField(blank=True)),
                ('answers', models.JSONField(default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('way', models.CharField(blank=True, choices=[('none', 'not needed'), ('upload', 'uploaded'), ('prescriber', 'by prescriber'), ('later', 'to follow'), ('again', 'used before')], max_length=10)),
                ('prescriber_name', models.CharField(blank=True, max_length=255)),
                ('prescriber_practice', models.CharField(blank=True, max_length=255)),
                ('prescriber_phone', models.CharField(blank=True, max_length=40)),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('erased_at', models.DateTimeField(null=True)),
                ('basket', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='patient', to='basket.basket')),
                ('order', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='patient', to='order.order')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PrescribedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('units', models.PositiveIntegerField()),
                ('repeats', models.PositiveSmallIntegerField(default=0)),
                ('directions', models.CharField(blank=True, max_length=255)),
                ('dosage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.dosage')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='prescriptions.prescribeditem'),
        ),
        migrations.CreateModel(
            name='Prescription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prescriber', models.CharField(max_length=255)),
                ('registration', models.CharField(max_length=60)),
                ('issued_on', models.DateField()),
                ('valid_until', models.DateField()),
                ('verified', models.CharField(blank=True, choices=[('', 'not with the prescriber'), ('telephone', 'by telephone'), ('writing', 'in writing'), ('register', "in the prescribers' register"), ('in_person', 'in person')], max_length=9)),
                ('verified_at', models.DateTimeField(null=True)),
                ('original_received_at', models.DateTimeField(null=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prescriptions', to='prescriptions.patient')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-issued_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='prescribeditem',
            name='prescription',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='prescriptions.prescription'),
        ),
        migrations.AddField(
            model_name='patient',
            name='uses_again',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='used_again_by', to='prescriptions.prescription'),
        ),
        migrations.CreateModel(
            name='PrescriptionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpeg', 'photo')], max_length=4)),
                ('called', models.CharField(blank=True, help_text='As the sender named it.', max_length=255)),
                ('name', models.CharField(blank=True, help_text='In the vault.', max_length=255)),
                ('pages', models.JSONField(default=list, help_text='The picture of each page, in the vault.')),
                ('size', models.PositiveIntegerField(help_text='In bytes.')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('erased_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='prescriptions.patient')),
            ],
            options={
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FileView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='views', to='prescriptions.prescriptionfile')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='As the patient reads it.', max_length=255, verbose_name='question')),
                ('short', models.CharField(help_text='As the pharmacist reads it: Taken before?', max_length=40, verbose_name='in short')),
                ('kind', models.CharField(choices=[('yes_no', 'yes or no'), ('text', 'in words')], default='yes_no', max_length=6, verbose_name='answered')),
                ('telling', models.CharField(blank=True, choices=[('', 'neither'), ('yes', 'yes'), ('no', 'no')], help_text='Shown in the queue where the patient answers so.', max_length=3, verbose_name='answer to look at')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_asked', models.BooleanField(default=True, verbose_name='is asked')),
                ('medicine', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='catalogue.product')),
            ],
            options={
                'ordering': ['medicine', 'position', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['line', '-id'], name='decision_that_counts'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['approved', 'replaced', 'rejected', 'asked'])), name='decision_outcome_is_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'approved'), ('packs__gte', 1), ('units__gte', 1)), models.Q(('outcome', 'replaced'), ('packs', 0), ('units__gte', 1)), models.Q(('outcome__in', ['rejected', 'asked']), ('packs', 0), ('units', 0), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='decision_gives_units_or_says_why'),
        ),
        migrations.AddConstraint(
            model_name='prescription',
            constraint=models.UniqueConstraint(fields=('patient', 'prescriber', 'issued_on'), name='prescription_is_recorded_once'),
        ),
        migrations.AddConstraint(
            model_name='prescription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('prescriber', ''), _negated=True), models.Q(('registration', ''), _negated=True)), name='prescription_names_its_prescriber'),
        ),
        migrations.AddConstraint(
            model_name='prescription',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('issued_on'))), name='prescription_is_valid_from_its_issue'),
        ),
        migrations.AddConstraint(
            model_name='prescription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verified', ''), ('verified_at__isnull', True)), models.Q(models.Q(('verified', ''), _negated=True), ('verified_at__isnull', False)), _connector='OR'), name='verification_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='prescribeditem',
            constraint=models.UniqueConstraint(fields=('prescription', 'dosage'), name='prescription_has_a_dosage_once'),
        ),
        migrations.AddConstraint(
            model_name='prescribeditem',
            constraint=models.CheckConstraint(condition=models.Q(('repeats__lte', 99), ('units__gte', 1)), name='something_is_prescribed'),
        ),
        migrations.AddIndex(
            model_name='patient',
            index=models.Index(condition=models.Q(('erased_at__isnull', True), ('order__isnull', False)), fields=['same_person', 'born_on'], name='orders_of_the_same_person'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.CheckConstraint(condition=models.Q(('basket__isnull', False), ('order__isnull', False), _connector='XOR'), name='patient_is_of_a_cart_or_an_order'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.CheckConstraint(condition=models.Q(('order__isnull', True), ('erased_at__isnull', False), models.Q(models.Q(('name', ''), _negated=True), ('born_on__isnull', False)), _connector='OR'), name='patient_of_an_order_is_known'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['', 'none', 'upload', 'prescriber', 'later', 'again'])), name='way_of_the_prescription_is_known'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('address', ''), ('allergies', ''), ('answers', []), ('born_on__isnull', True), ('conditions', ''), ('name', ''), ('other_medicines', ''), ('prescriber_name', ''), ('prescriber_phone', ''), ('prescriber_practice', ''), ('same_person', '')), _connector='OR'), name='erased_patient_is_empty'),
        ),
        migrations.AddConstraint(
            model_name='prescriptionfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('erased_at__isnull', True), models.Q(('name', ''), _negated=True)), models.Q(('called', ''), ('erased_at__isnull', False), ('name', ''), ('pages', [])), _connector='OR'), name='file_lies_in_the_vault_until_it_is_erased'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['yes_no', 'text'])), name='question_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('short', ''), _negated=True)), name='question_asks_something'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('telling', ''), models.Q(('kind', 'yes_no'), ('telling__in', ['yes', 'no'])), _connector='OR'), name='only_a_yes_or_no_is_telling', violation_error_message='Only a question answered by yes or no has one to look at.'),
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
            ],
            options={
                'verbose_name': 'prescription case',
                'verbose_name_plural': 'prescription cases',
                'ordering': ['date_placed', 'pk'],
                'permissions': [('decide_case', 'Can decide prescription case')],
                'proxy': True,
                'default_permissions': ('view',),
                'indexes': [],
                'constraints': [],
            },
            bases=('order.order',),
        ),
    ]
