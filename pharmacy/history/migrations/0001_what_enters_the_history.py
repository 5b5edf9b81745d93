import django.contrib.auth.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import oscar.core.utils
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_user_signs_in_by_email'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('catalogue', '0043_movements_know_their_lot'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('lots', '0005_pharmacists_withdraw_and_dispensers_receive'),
        ('order', '0033_cases_are_decided_at_the_desk_of_prescriptions'),
        ('partner', '0010_price_is_of_a_pack'),
        ('payment', '0022_refunds_may_be_withdrawn'),
        ('prescriptions', '0005_pharmacists_decide_cases'),
        ('substances', '0007_medicines_contain_what_their_generic_names_list'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'history',
                'managed': False,
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='PersonMayEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PrescriptionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('issued_on', models.DateField()),
                ('valid_until', models.DateField()),
                ('verified', models.CharField(blank=True, choices=[('', 'not with the prescriber'), ('telephone', 'by telephone'), ('writing', 'in writing'), ('register', "in the prescribers' register"), ('in_person', 'in person')], max_length=9)),
                ('verified_at', models.DateTimeField(null=True)),
                ('original_received_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PriceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('price', models.DecimalField(decimal_places=2, help_text='Including tax.', max_digits=12)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ProductEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('structure', models.CharField(choices=[('parent', 'medicine'), ('child', 'pack')], default='parent', max_length=10)),
                ('units', models.PositiveIntegerField(blank=True, help_text='Units in the pack.', null=True, validators=[django.core.validators.MinValueValidator(1)])),
                ('is_public', models.BooleanField(default=True, help_text='Show this product in search results and catalogue listings.', verbose_name='Is public')),
                ('legal_class', models.CharField(blank=True, choices=[('GSL', 'general sale'), ('P', 'pharmacist must agree'), ('POM', 'prescription-only'), ('CD', 'controlled: cannot be sold here')], help_text="Of a pack: only where its size demands a stricter class than the medicine's.", max_length=3)),
                ('max_units_per_order', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)])),
                ('max_units_per_period', models.PositiveIntegerField(blank=True, help_text='Of one patient, over all orders of so many days.', null=True, validators=[django.core.validators.MinValueValidator(1)])),
                ('period_days', models.PositiveSmallIntegerField(blank=True, help_text='Days of that limit.', null=True, validators=[django.core.validators.MinValueValidator(1)])),
                ('minimum_age', models.PositiveSmallIntegerField(blank=True, help_text='In years.', null=True)),
                ('is_high_risk', models.BooleanField(default=False, help_text='Approved only with a note of how it was verified.')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RefundEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('amount', models.PositiveBigIntegerField(help_text="In minor units of the payment's currency.")),
                ('state', models.CharField(choices=[('pending', 'on its way'), ('succeeded', 'refunded'), ('failed', 'failed'), ('withdrawn', 'not sent')], default='pending', max_length=9)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RoleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.IntegerField()),
                ('name', models.CharField(max_length=150, verbose_name='name')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RoleGivenEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RoleMayEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.IntegerField()),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='StockMovementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('units', models.IntegerField(help_text='Above 0: received. Below 0: taken out.')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SubstanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('is_group', models.BooleanField(default=False, help_text='As in opioids: it has members, not medicines.', verbose_name='group')),
                ('general_sale_up_to', models.PositiveIntegerField(blank=True, help_text='Units a pack; a larger one a pharmacist has to agree to.', null=True, validators=[django.core.validators.MinValueValidator(1)])),
                ('pharmacy_up_to', models.PositiveIntegerField(blank=True, help_text='Units a pack; a larger one needs a prescription.', null=True, validators=[django.core.validators.MinValueValidator(1)])),
                ('max_units_per_sale', models.PositiveIntegerField(blank=True, help_text='Over all medicines that contain it.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='most units in an order')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TrackedDecision',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('prescriptions.decision',),
        ),
        migrations.CreateModel(
            name='TrackedDosage',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('catalogue.dosage',),
        ),
        migrations.CreateModel(
            name='TrackedFile',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('prescriptions.prescriptionfile',),
        ),
        migrations.CreateModel(
            name='TrackedInquiry',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('prescriptions.inquiry',),
        ),
        migrations.CreateModel(
            name='TrackedInteraction',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('substances.interaction',),
        ),
        migrations.CreateModel(
            name='TrackedItem',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('prescriptions.prescribeditem',),
        ),
        migrations.CreateModel(
            name='TrackedLot',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('lots.lot',),
        ),
        migrations.CreateModel(
            name='TrackedOrder',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('order.order',),
        ),
        migrations.CreateModel(
            name='TrackedOrderLine',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('order.line',),
        ),
        migrations.CreateModel(
            name='TrackedOrderMove',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('order.orderstatuschange',),
        ),
        migrations.CreateModel(
            name='TrackedPatient',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('prescriptions.patient',),
        ),
        migrations.CreateModel(
            name='TrackedPayment',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('payment.paymentattempt',),
        ),
        migrations.CreateModel(
            name='TrackedPermission',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('auth.permission',),
            managers=[
                ('objects', django.contrib.auth.models.PermissionManager()),
            ],
        ),
        migrations.CreateModel(
            name='TrackedPerson',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('accounts.user',),
        ),
        migrations.CreateModel(
            name='TrackedPersonMay',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('accounts.user_user_permissions',),
        ),
        migrations.CreateModel(
            name='TrackedPrescription',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('prescriptions.prescription',),
        ),
        migrations.CreateModel(
            name='TrackedPrice',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('partner.stockrecord',),
        ),
        migrations.CreateModel(
            name='TrackedProduct',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('catalogue.product',),
        ),
        migrations.CreateModel(
            name='TrackedRefund',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('payment.refund',),
        ),
        migrations.CreateModel(
            name='TrackedRole',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('auth.group',),
            managers=[
                ('objects', django.contrib.auth.models.GroupManager()),
            ],
        ),
        migrations.CreateModel(
            name='TrackedRoleGiven',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('accounts.user_groups',),
        ),
        migrations.CreateModel(
            name='TrackedRoleMay',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('auth.group_permissions',),
        ),
        migrations.CreateModel(
            name='TrackedStockMovement',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('catalogue.stockmovement',),
        ),
        migrations.CreateModel(
            name='TrackedSubstance',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('substances.substance',),
        ),
        migrations.CreateModel(
            name='DecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('outcome', models.CharField(choices=[('approved', 'approved'), ('replaced', 'packs replaced'), ('rejected', 'rejected'), ('asked', 'patient asked')], max_length=8)),
                ('packs', models.PositiveIntegerField(default=0)),
                ('units', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='prescriptions.prescribeditem')),
                ('line', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='order.line')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DosageEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('label', models.CharField(help_text='As in 10mg.', max_length=60)),
                ('units_on_hand', models.PositiveIntegerField(default=0, editable=False)),
                ('units_short', models.PositiveIntegerField(default=0, editable=False)),
                ('medicine', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalogue.product')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='FileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpeg', 'photo')], max_length=4)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('erased_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='prescriptions.patient')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='InquiryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('decision', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='prescriptions.decision')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='InteractionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('severity', models.CharField(choices=[('serious', 'serious'), ('moderate', 'moderate'), ('minor', 'minor')], max_length=8)),
                ('a', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='substances.substance', verbose_name='substance')),
                ('b', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='substances.substance', verbose_name='and')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('units', models.PositiveIntegerField()),
                ('repeats', models.PositiveSmallIntegerField(default=0)),
                ('dosage', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalogue.dosage')),
                ('prescription', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='prescriptions.prescription')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LotEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(help_text='As numbers.as_lot_number writes it.', max_length=40)),
                ('expires_on', models.DateField(help_text='From this day on it is given to nobody.', null=True)),
                ('units', models.PositiveIntegerField(default=0)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_because', models.CharField(blank=True, choices=[('expired', 'expired'), ('recalled', 'recalled'), ('damaged', 'damaged')], max_length=8)),
                ('dosage', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalogue.dosage')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='OrderEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('awaiting_payment', 'awaiting payment'), ('awaiting_pharmacist', 'awaiting the pharmacist'), ('needs_information', 'needs information'), ('approved', 'approved'), ('approved_awaiting_payment', 'approved, awaiting payment'), ('paid', 'paid'), ('dispensed', 'dispensed'), ('shipped', 'shipped'), ('delivered', 'delivered'), ('refunded', 'refunded'), ('rejected', 'rejected'), ('cancelled', 'cancelled'), ('expired', 'expired')], default='awaiting_payment', max_length=26)),
                ('currency', models.CharField(default=oscar.core.utils.get_default_currency, max_length=12, verbose_name='Currency')),
                ('total_incl_tax', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='Order total (inc. tax)')),
                ('shipping_incl_tax', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='Shipping charge (inc. tax)')),
                ('amount_to_capture', models.DecimalField(decimal_places=2, editable=False, help_text='Frozen at approval: approved goods, tax and delivery.', max_digits=12, null=True)),
                ('payment_due_at', models.DateTimeField(editable=False, help_text='Until when an approved order waits for the patient to pay.', null=True)),
                ('information_due_at', models.DateTimeField(editable=False, help_text="Until when an order waits for its prescription or for the patient's answer.", null=True)),
                ('user', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='User')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='OrderLineEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('units', models.PositiveIntegerField(help_text='Units in one pack.')),
                ('quantity', models.PositiveIntegerField(default=1, verbose_name='Quantity')),
                ('legal_class', models.CharField(choices=[('GSL', 'general sale'), ('P', 'pharmacist must agree'), ('POM', 'prescription-only'), ('CD', 'controlled: cannot be sold here')], max_length=3)),
                ('line_price_incl_tax', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='Price (inc. tax)')),
                ('approved_quantity', models.PositiveIntegerField(editable=False, null=True)),
                ('dosage', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalogue.dosage')),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='order.order', verbose_name='Order')),
                ('product', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalogue.product')),
                ('replaces', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='order.line')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='OrderMoveEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('old_status', models.CharField(blank=True, max_length=100, verbose_name='Old Status')),
                ('new_status', models.CharField(blank=True, max_length=100, verbose_name='New Status')),
                ('by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='order.order', verbose_name='Order')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PatientEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('way', models.CharField(blank=True, choices=[('none', 'not needed'), ('upload', 'uploaded'), ('prescriber', 'by prescriber'), ('later', 'to follow'), ('again', 'used before')], max_length=10)),
                ('erased_at', models.DateTimeField(null=True)),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='order.order')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PaymentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('new', 'new'), ('session_open', 'payment page open'), ('authorised', 'held'), ('capturing', 'being charged'), ('captured', 'charged'), ('releasing', 'being released'), ('released', 'released'), ('expired', 'payment page expired'), ('lapsed', 'hold lapsed'), ('abandoned', 'given up before it began')], default='new', max_length=12)),
                ('amount', models.PositiveBigIntegerField(help_text='In minor units of the currency.')),
                ('captured', models.PositiveBigIntegerField(default=0, help_text='In minor units.')),
                ('pays', models.BooleanField(default=False, help_text='The order is paid by this one.')),
                ('order', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='order.order')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PermissionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.IntegerField()),
                ('codename', models.CharField(max_length=100, verbose_name='codename')),
                ('content_type', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype', verbose_name='content type')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PersonEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='Active')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='Staff status')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'indexes': [models.Index(fields=['id'], name='history_person_id'), models.Index(fields=['pgh_created_at'], name='history_person_pgh_cr')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='personevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='02c4357801fc7551d4f2bf119748d3945d5a8234', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_e1822', table='history_personevent', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='personmayevent',
            name='permission',
            field=models.ForeignKey(db_constraint=False, db_index=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.permission'),
        ),
        migrations.AddField(
            model_name='personmayevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, db_index=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='prescriptionevent',
            name='patient',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='prescriptions.patient'),
        ),
        migrations.AddField(
            model_name='prescriptionevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='priceevent',
            name='product',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalogue.product', verbose_name='Product'),
        ),
        migrations.AddField(
            model_name='productevent',
            name='dosage',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalogue.dosage'),
        ),
        migrations.AddField(
            model_name='productevent',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text="Only choose a parent product if you're creating a child product.  For example if this is a size 4 of a particular t-shirt.  Leave blank if this is a stand-alone product (i.e. there is only one version of this product).", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalogue.product', verbose_name='Parent product'),
        ),
        migrations.AddField(
            model_name='refundevent',
            name='attempt',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payment.paymentattempt'),
        ),
        migrations.AddField(
            model_name='refundevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='roleevent',
            index=models.Index(fields=['id'], name='history_role_id'),
        ),
        migrations.AddIndex(
            model_name='roleevent',
            index=models.Index(fields=['pgh_created_at'], name='history_role_pgh_cr'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='6ec2cd632663b1a1ad8006826fac22fb18873f46', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_1acd5', table='history_roleevent', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='rolegivenevent',
            name='group',
            field=models.ForeignKey(db_constraint=False, db_index=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.group'),
        ),
        migrations.AddField(
            model_name='rolegivenevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, db_index=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rolemayevent',
            name='group',
            field=models.ForeignKey(db_constraint=False, db_index=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.group'),
        ),
        migrations.AddField(
            model_name='rolemayevent',
            name='permission',
            field=models.ForeignKey(db_constraint=False, db_index=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.permission'),
        ),
        migrations.AddField(
            model_name='stockmovementevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stockmovementevent',
            name='dosage',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='catalogue.dosage'),
        ),
        migrations.AddField(
            model_name='stockmovementevent',
            name='lot',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='lots.lot'),
        ),
        migrations.AddIndex(
            model_name='substanceevent',
            index=models.Index(fields=['id'], name='history_substance_id'),
        ),
        migrations.AddIndex(
            model_name='substanceevent',
            index=models.Index(fields=['pgh_created_at'], name='history_substance_pgh_cr'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='substanceevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='821da5643735a014dcd3cf1da5d85b53bab41b1d', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_6a3bd', table='history_substanceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackeddecision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_decisionevent" ("by_id", "id", "item_id", "line_id", "outcome", "packs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units") VALUES (NEW."by_id", NEW."id", NEW."item_id", NEW."line_id", NEW."outcome", NEW."packs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."units"); RETURN NULL;', hash='89287bac5f9a0b8c9042656bd6ea0377087f4c2b', operation='INSERT', pgid='pgtrigger_insert_insert_cf75e', table='prescriptions_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackeddecision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."line_id" IS DISTINCT FROM (NEW."line_id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."packs" IS DISTINCT FROM (NEW."packs") OR OLD."units" IS DISTINCT FROM (NEW."units"))', func='INSERT INTO "history_decisionevent" ("by_id", "id", "item_id", "line_id", "outcome", "packs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units") VALUES (NEW."by_id", NEW."id", NEW."item_id", NEW."line_id", NEW."outcome", NEW."packs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."units"); RETURN NULL;', hash='196e1c356287e0b863e4b045a789a3195d46bb0c', operation='UPDATE', pgid='pgtrigger_update_update_2dfc3', table='prescriptions_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackeddecision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_decisionevent" ("by_id", "id", "item_id", "line_id", "outcome", "packs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units") VALUES (OLD."by_id", OLD."id", OLD."item_id", OLD."line_id", OLD."outcome", OLD."packs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."units"); RETURN NULL;', hash='6886539c02d7ad2e49d80c28ce7b2cdd3dd43792', operation='DELETE', pgid='pgtrigger_delete_delete_4386d', table='prescriptions_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackeddosage',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_dosageevent" ("id", "label", "medicine_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units_on_hand", "units_short") VALUES (NEW."id", NEW."label", NEW."medicine_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."units_on_hand", NEW."units_short"); RETURN NULL;', hash='f519d96b5d0f4b326c47720973024b1e93be672b', operation='INSERT', pgid='pgtrigger_insert_insert_74380', table='catalogue_dosage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackeddosage',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."medicine_id" IS DISTINCT FROM (NEW."medicine_id") OR OLD."units_on_hand" IS DISTINCT FROM (NEW."units_on_hand") OR OLD."units_short" IS DISTINCT FROM (NEW."units_short"))', func='INSERT INTO "history_dosageevent" ("id", "label", "medicine_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units_on_hand", "units_short") VALUES (NEW."id", NEW."label", NEW."medicine_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."units_on_hand", NEW."units_short"); RETURN NULL;', hash='04e9fe79306c86c546516f328e34b39575721f6b', operation='UPDATE', pgid='pgtrigger_update_update_70318', table='catalogue_dosage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackeddosage',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_dosageevent" ("id", "label", "medicine_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units_on_hand", "units_short") VALUES (OLD."id", OLD."label", OLD."medicine_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."units_on_hand", OLD."units_short"); RETURN NULL;', hash='d7bf4a6d858c942ad06fc348f46a02285c949db3', operation='DELETE', pgid='pgtrigger_delete_delete_c12e1', table='catalogue_dosage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedfile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_fileevent" ("added_at", "added_by_id", "erased_at", "id", "kind", "patient_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."added_at", NEW."added_by_id", NEW."erased_at", NEW."id", NEW."kind", NEW."patient_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;', hash='8eb8365f49887939d82f785c96600823692e8947', operation='INSERT', pgid='pgtrigger_insert_insert_6b3e8', table='prescriptions_prescriptionfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedfile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."patient_id" IS DISTINCT FROM (NEW."patient_id"))', func='INSERT INTO "history_fileevent" ("added_at", "added_by_id", "erased_at", "id", "kind", "patient_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."added_at", NEW."added_by_id", NEW."erased_at", NEW."id", NEW."kind", NEW."patient_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;', hash='8eb7cc130432182729b077183c65b6e7d737316c', operation='UPDATE', pgid='pgtrigger_update_update_03016', table='prescriptions_prescriptionfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedfile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_fileevent" ("added_at", "added_by_id", "erased_at", "id", "kind", "patient_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."added_at", OLD."added_by_id", OLD."erased_at", OLD."id", OLD."kind", OLD."patient_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;', hash='dcce0e1bb01f1fff1123824101dc085d29688a3b', operation='DELETE', pgid='pgtrigger_delete_delete_61f01', table='prescriptions_prescriptionfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedinquiry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_inquiryevent" ("answered_at", "decision_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."answered_at", NEW."decision_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;', hash='2f105532c3512dcebdacd495f5491c3c4759ac77', operation='INSERT', pgid='pgtrigger_insert_insert_bb1a3', table='prescriptions_inquiry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedinquiry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."id" IS DISTINCT FROM (NEW."id"))', func='INSERT INTO "history_inquiryevent" ("answered_at", "decision_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."answered_at", NEW."decision_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;', hash='cb2245d0ce39ce77d5c0b8d57dd26256b57c251f', operation='UPDATE', pgid='pgtrigger_update_update_768be', table='prescriptions_inquiry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedinquiry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_inquiryevent" ("answered_at", "decision_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."answered_at", OLD."decision_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;', hash='b933f963c3b0203d03e17f62952707dadc51ca1e', operation='DELETE', pgid='pgtrigger_delete_delete_fdb5b', table='prescriptions_inquiry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedinteraction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_interactionevent" ("a_id", "b_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "severity") VALUES (NEW."a_id", NEW."b_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."severity"); RETURN NULL;', hash='25432cb46ce6de57a80ba340fe91193c9c47c8fc', operation='INSERT', pgid='pgtrigger_insert_insert_edd84', table='substances_interaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedinteraction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."a_id" IS DISTINCT FROM (NEW."a_id") OR OLD."b_id" IS DISTINCT FROM (NEW."b_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."severity" IS DISTINCT FROM (NEW."severity"))', func='INSERT INTO "history_interactionevent" ("a_id", "b_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "severity") VALUES (NEW."a_id", NEW."b_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."severity"); RETURN NULL;', hash='0af83d5a2a02d54d95c3a77bc77e8c098e8f0dc9', operation='UPDATE', pgid='pgtrigger_update_update_47d7c', table='substances_interaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedinteraction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_interactionevent" ("a_id", "b_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "severity") VALUES (OLD."a_id", OLD."b_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."severity"); RETURN NULL;', hash='442f280eb60245ed278b9978817f5c129b5b7c28', operation='DELETE', pgid='pgtrigger_delete_delete_7b6f8', table='substances_interaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackeditem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_itemevent" ("dosage_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "prescription_id", "repeats", "units") VALUES (NEW."dosage_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."prescription_id", NEW."repeats", NEW."units"); RETURN NULL;', hash='5eeae542963dc9c1e79843da0526962ab58fa642', operation='INSERT', pgid='pgtrigger_insert_insert_58ad0', table='prescriptions_prescribeditem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackeditem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."dosage_id" IS DISTINCT FROM (NEW."dosage_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."prescription_id" IS DISTINCT FROM (NEW."prescription_id") OR OLD."repeats" IS DISTINCT FROM (NEW."repeats") OR OLD."units" IS DISTINCT FROM (NEW."units"))', func='INSERT INTO "history_itemevent" ("dosage_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "prescription_id", "repeats", "units") VALUES (NEW."dosage_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."prescription_id", NEW."repeats", NEW."units"); RETURN NULL;', hash='7cecf97597dbefc961c3bc6cf31b927442c1bd95', operation='UPDATE', pgid='pgtrigger_update_update_da735', table='prescriptions_prescribeditem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackeditem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_itemevent" ("dosage_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "prescription_id", "repeats", "units") VALUES (OLD."dosage_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."prescription_id", OLD."repeats", OLD."units"); RETURN NULL;', hash='4862f78a96daa7f6864b1727b2160309e1dc3452', operation='DELETE', pgid='pgtrigger_delete_delete_ae5df', table='prescriptions_prescribeditem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedlot',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_lotevent" ("dosage_id", "expires_on", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units", "withdrawn_at", "withdrawn_because") VALUES (NEW."dosage_id", NEW."expires_on", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."units", NEW."withdrawn_at", NEW."withdrawn_because"); RETURN NULL;', hash='1a24942617b52d663405b2fae241d1396d8fe078', operation='INSERT', pgid='pgtrigger_insert_insert_fde54', table='lots_lot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedlot',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "history_lotevent" ("dosage_id", "expires_on", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units", "withdrawn_at", "withdrawn_because") VALUES (NEW."dosage_id", NEW."expires_on", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."units", NEW."withdrawn_at", NEW."withdrawn_because"); RETURN NULL;', hash='6409f42a781d110c32dc0cbb23e860d9b4782971', operation='UPDATE', pgid='pgtrigger_update_update_ca0d9', table='lots_lot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedlot',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_lotevent" ("dosage_id", "expires_on", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units", "withdrawn_at", "withdrawn_because") VALUES (OLD."dosage_id", OLD."expires_on", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."units", OLD."withdrawn_at", OLD."withdrawn_because"); RETURN NULL;', hash='4f12d3a9140c459c63e5465cbe2030d432ba1e24', operation='DELETE', pgid='pgtrigger_delete_delete_61a76', table='lots_lot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedorder',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_orderevent" ("amount_to_capture", "currency", "id", "information_due_at", "payment_due_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "shipping_incl_tax", "status", "total_incl_tax", "user_id") VALUES (NEW."amount_to_capture", NEW."currency", NEW."id", NEW."information_due_at", NEW."payment_due_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."shipping_incl_tax", NEW."status", NEW."total_incl_tax", NEW."user_id"); RETURN NULL;', hash='64451f05ef3ceedbcb7dd15db8ffc8e3c3ed0f9b', operation='INSERT', pgid='pgtrigger_insert_insert_d7f56', table='order_order', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedorder',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount_to_capture" IS DISTINCT FROM (NEW."amount_to_capture") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."information_due_at" IS DISTINCT FROM (NEW."information_due_at") OR OLD."payment_due_at" IS DISTINCT FROM (NEW."payment_due_at") OR OLD."shipping_incl_tax" IS DISTINCT FROM (NEW."shipping_incl_tax") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."total_incl_tax" IS DISTINCT FROM (NEW."total_incl_tax") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "history_orderevent" ("amount_to_capture", "currency", "id", "information_due_at", "payment_due_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "shipping_incl_tax", "status", "total_incl_tax", "user_id") VALUES (NEW."amount_to_capture", NEW."currency", NEW."id", NEW."information_due_at", NEW."payment_due_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."shipping_incl_tax", NEW."status", NEW."total_incl_tax", NEW."user_id"); RETURN NULL;', hash='d7ba15a497bfe94f87704489894493eeeaeba386', operation='UPDATE', pgid='pgtrigger_update_update_357b7', table='order_order', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedorder',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_orderevent" ("amount_to_capture", "currency", "id", "information_due_at", "payment_due_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "shipping_incl_tax", "status", "total_incl_tax", "user_id") VALUES (OLD."amount_to_capture", OLD."currency", OLD."id", OLD."information_due_at", OLD."payment_due_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."shipping_incl_tax", OLD."status", OLD."total_incl_tax", OLD."user_id"); RETURN NULL;', hash='2700ec00ebbcf575eb80e9283b399b7b0be94aa4', operation='DELETE', pgid='pgtrigger_delete_delete_801a4', table='order_order', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedorderline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_orderlineevent" ("approved_quantity", "dosage_id", "id", "legal_class", "line_price_incl_tax", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "product_id", "quantity", "replaces_id", "units") VALUES (NEW."approved_quantity", NEW."dosage_id", NEW."id", NEW."legal_class", NEW."line_price_incl_tax", NEW."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."product_id", NEW."quantity", NEW."replaces_id", NEW."units"); RETURN NULL;', hash='993ea1e5ea1788e0f23de53c1709c2e906ad847d', operation='INSERT', pgid='pgtrigger_insert_insert_7214d', table='order_line', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedorderline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_quantity" IS DISTINCT FROM (NEW."approved_quantity") OR OLD."dosage_id" IS DISTINCT FROM (NEW."dosage_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."legal_class" IS DISTINCT FROM (NEW."legal_class") OR OLD."line_price_incl_tax" IS DISTINCT FROM (NEW."line_price_incl_tax") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."units" IS DISTINCT FROM (NEW."units"))', func='INSERT INTO "history_orderlineevent" ("approved_quantity", "dosage_id", "id", "legal_class", "line_price_incl_tax", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "product_id", "quantity", "replaces_id", "units") VALUES (NEW."approved_quantity", NEW."dosage_id", NEW."id", NEW."legal_class", NEW."line_price_incl_tax", NEW."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."product_id", NEW."quantity", NEW."replaces_id", NEW."units"); RETURN NULL;', hash='5db1737064e3af7db0ee8488cfbab65e33068a28', operation='UPDATE', pgid='pgtrigger_update_update_44153', table='order_line', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedorderline',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_orderlineevent" ("approved_quantity", "dosage_id", "id", "legal_class", "line_price_incl_tax", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "product_id", "quantity", "replaces_id", "units") VALUES (OLD."approved_quantity", OLD."dosage_id", OLD."id", OLD."legal_class", OLD."line_price_incl_tax", OLD."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."product_id", OLD."quantity", OLD."replaces_id", OLD."units"); RETURN NULL;', hash='cba53f82d9c0df1610ace601e980969f4c5718b5', operation='DELETE', pgid='pgtrigger_delete_delete_c76d2', table='order_line', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedordermove',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_ordermoveevent" ("by_id", "id", "new_status", "old_status", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."by_id", NEW."id", NEW."new_status", NEW."old_status", NEW."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;', hash='c3a5bf62004f4e90622d120e31d1260405727b38', operation='INSERT', pgid='pgtrigger_insert_insert_f2cc0', table='order_orderstatuschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedordermove',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."new_status" IS DISTINCT FROM (NEW."new_status") OR OLD."old_status" IS DISTINCT FROM (NEW."old_status") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id"))', func='INSERT INTO "history_ordermoveevent" ("by_id", "id", "new_status", "old_status", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."by_id", NEW."id", NEW."new_status", NEW."old_status", NEW."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;', hash='d40249be529517b9cf34f50012aabe18cd96e53e', operation='UPDATE', pgid='pgtrigger_update_update_ca053', table='order_orderstatuschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedordermove',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_ordermoveevent" ("by_id", "id", "new_status", "old_status", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."by_id", OLD."id", OLD."new_status", OLD."old_status", OLD."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;', hash='d9c9f5fa8b9509cfd898842ca40b4625e4e3893c', operation='DELETE', pgid='pgtrigger_delete_delete_57836', table='order_orderstatuschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpatient',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_patientevent" ("erased_at", "id", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "way") VALUES (NEW."erased_at", NEW."id", NEW."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."way"); RETURN NULL;', hash='95478511100c6b2a0a7fab4118b63b963567a313', operation='INSERT', pgid='pgtrigger_insert_insert_e3dfc', table='prescriptions_patient', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpatient',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."way" IS DISTINCT FROM (NEW."way"))', func='INSERT INTO "history_patientevent" ("erased_at", "id", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "way") VALUES (NEW."erased_at", NEW."id", NEW."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."way"); RETURN NULL;', hash='2167bfcbe3e81b639de79582ea4edf137e9b95ef', operation='UPDATE', pgid='pgtrigger_update_update_147a2', table='prescriptions_patient', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpatient',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_patientevent" ("erased_at", "id", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "way") VALUES (OLD."erased_at", OLD."id", OLD."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."way"); RETURN NULL;', hash='23a2c14f42b959aa125b9f5dbaaefd5c68a22f98', operation='DELETE', pgid='pgtrigger_delete_delete_a9813', table='prescriptions_patient', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpayment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_paymentevent" ("amount", "captured", "id", "order_id", "pays", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "state") VALUES (NEW."amount", NEW."captured", NEW."id", NEW."order_id", NEW."pays", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."state"); RETURN NULL;', hash='badaba6e8b4edf91df071e07621a8e995b337a96', operation='INSERT', pgid='pgtrigger_insert_insert_0cef7', table='payment_paymentattempt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpayment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."captured" IS DISTINCT FROM (NEW."captured") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."pays" IS DISTINCT FROM (NEW."pays") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "history_paymentevent" ("amount", "captured", "id", "order_id", "pays", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "state") VALUES (NEW."amount", NEW."captured", NEW."id", NEW."order_id", NEW."pays", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."state"); RETURN NULL;', hash='45907aafde7aa2b1a54bcdfbe292114255ebfca4', operation='UPDATE', pgid='pgtrigger_update_update_a6b67', table='payment_paymentattempt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpayment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_paymentevent" ("amount", "captured", "id", "order_id", "pays", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "state") VALUES (OLD."amount", OLD."captured", OLD."id", OLD."order_id", OLD."pays", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."state"); RETURN NULL;', hash='197a01666e98aab2971dbb3bac13a8a9095d2ddb', operation='DELETE', pgid='pgtrigger_delete_delete_1a10e', table='payment_paymentattempt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpermission',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_permissionevent" ("codename", "content_type_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."codename", NEW."content_type_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;', hash='82d8f015a61df2eb85a46e766f8d6383abf4735e', operation='INSERT', pgid='pgtrigger_insert_insert_14e0f', table='auth_permission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpermission',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."codename" IS DISTINCT FROM (NEW."codename") OR OLD."content_type_id" IS DISTINCT FROM (NEW."content_type_id") OR OLD."id" IS DISTINCT FROM (NEW."id"))', func='INSERT INTO "history_permissionevent" ("codename", "content_type_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."codename", NEW."content_type_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;', hash='5e78c0d7ae59768be1a082a3a6a9d830cbf3453b', operation='UPDATE', pgid='pgtrigger_update_update_7a20d', table='auth_permission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpermission',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_permissionevent" ("codename", "content_type_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."codename", OLD."content_type_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;', hash='4b36de0e929df2da01341f0a969b47981eaf1a17', operation='DELETE', pgid='pgtrigger_delete_delete_52e3b', table='auth_permission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedperson',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_personevent" ("id", "is_active", "is_staff", "is_superuser", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;', hash='f18ac9ff026c13a711d44bf019497d32105392ad', operation='INSERT', pgid='pgtrigger_insert_insert_a08ca', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedperson',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser"))', func='INSERT INTO "history_personevent" ("id", "is_active", "is_staff", "is_superuser", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;', hash='ecbba21c63424b783063ebebbf193b9a5135b231', operation='UPDATE', pgid='pgtrigger_update_update_af87d', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedperson',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_personevent" ("id", "is_active", "is_staff", "is_superuser", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;', hash='194cfa755abe1f9ab8d94b818efe675ae9ea3ad4', operation='DELETE', pgid='pgtrigger_delete_delete_728ab', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpersonmay',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_personmayevent" ("id", "permission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."id", NEW."permission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."user_id"); RETURN NULL;', hash='b653d0d8a46db9606a49f4df5936d5fe371d0165', operation='INSERT', pgid='pgtrigger_insert_insert_7eac8', table='accounts_user_user_permissions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpersonmay',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "history_personmayevent" ("id", "permission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."id", NEW."permission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."user_id"); RETURN NULL;', hash='7c7aa30639393686db044d53132b09a39c1e782b', operation='UPDATE', pgid='pgtrigger_update_update_c3eb1', table='accounts_user_user_permissions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedpersonmay',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_personmayevent" ("id", "permission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (OLD."id", OLD."permission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."user_id"); RETURN NULL;', hash='17fd5471f2b2bd6a3f47282374267fd786d1d30b', operation='DELETE', pgid='pgtrigger_delete_delete_c1f24', table='accounts_user_user_permissions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedprescription',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_prescriptionevent" ("id", "issued_on", "original_received_at", "patient_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "recorded_by_id", "valid_until", "verified", "verified_at") VALUES (NEW."id", NEW."issued_on", NEW."original_received_at", NEW."patient_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."recorded_by_id", NEW."valid_until", NEW."verified", NEW."verified_at"); RETURN NULL;', hash='5306cbc9b554f35d0d150dd071db164a94c169bb', operation='INSERT', pgid='pgtrigger_insert_insert_79974', table='prescriptions_prescription', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedprescription',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."original_received_at" IS DISTINCT FROM (NEW."original_received_at") OR OLD."patient_id" IS DISTINCT FROM (NEW."patient_id") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until") OR OLD."verified" IS DISTINCT FROM (NEW."verified") OR OLD."verified_at" IS DISTINCT FROM (NEW."verified_at"))', func='INSERT INTO "history_prescriptionevent" ("id", "issued_on", "original_received_at", "patient_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "recorded_by_id", "valid_until", "verified", "verified_at") VALUES (NEW."id", NEW."issued_on", NEW."original_received_at", NEW."patient_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."recorded_by_id", NEW."valid_until", NEW."verified", NEW."verified_at"); RETURN NULL;', hash='c8816dede07c817dc48f63fdecaba88daf1c308e', operation='UPDATE', pgid='pgtrigger_update_update_9694c', table='prescriptions_prescription', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedprescription',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_prescriptionevent" ("id", "issued_on", "original_received_at", "patient_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "recorded_by_id", "valid_until", "verified", "verified_at") VALUES (OLD."id", OLD."issued_on", OLD."original_received_at", OLD."patient_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."recorded_by_id", OLD."valid_until", OLD."verified", OLD."verified_at"); RETURN NULL;', hash='b5f799c3279d4b210c6fc6f06de1837a64a4768c', operation='DELETE', pgid='pgtrigger_delete_delete_c9440', table='prescriptions_prescription', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedprice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_priceevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "price", "product_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."price", NEW."product_id"); RETURN NULL;', hash='e5f06ea1d8bd9fe3028763df2ca6682f60cdadbc', operation='INSERT', pgid='pgtrigger_insert_insert_9627a', table='partner_stockrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedprice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."price" IS DISTINCT FROM (NEW."price") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id"))', func='INSERT INTO "history_priceevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "price", "product_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."price", NEW."product_id"); RETURN NULL;', hash='5d849912a7745b381fc75d40ee2cfb54e958940d', operation='UPDATE', pgid='pgtrigger_update_update_d7b9c', table='partner_stockrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedprice',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_priceevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "price", "product_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."price", OLD."product_id"); RETURN NULL;', hash='5bc2dd39f8cfa34564ca8c0706590d7b825d3394', operation='DELETE', pgid='pgtrigger_delete_delete_543e8', table='partner_stockrecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedproduct',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_productevent" ("dosage_id", "id", "is_high_risk", "is_public", "legal_class", "max_units_per_order", "max_units_per_period", "minimum_age", "parent_id", "period_days", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "structure", "units") VALUES (NEW."dosage_id", NEW."id", NEW."is_high_risk", NEW."is_public", NEW."legal_class", NEW."max_units_per_order", NEW."max_units_per_period", NEW."minimum_age", NEW."parent_id", NEW."period_days", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."structure", NEW."units"); RETURN NULL;', hash='1598eaa842fed18d711bc0970837fa781e1cc712', operation='INSERT', pgid='pgtrigger_insert_insert_e494b', table='catalogue_product', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedproduct',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."dosage_id" IS DISTINCT FROM (NEW."dosage_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_high_risk" IS DISTINCT FROM (NEW."is_high_risk") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."legal_class" IS DISTINCT FROM (NEW."legal_class") OR OLD."max_units_per_order" IS DISTINCT FROM (NEW."max_units_per_order") OR OLD."max_units_per_period" IS DISTINCT FROM (NEW."max_units_per_period") OR OLD."minimum_age" IS DISTINCT FROM (NEW."minimum_age") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."period_days" IS DISTINCT FROM (NEW."period_days") OR OLD."structure" IS DISTINCT FROM (NEW."structure") OR OLD."units" IS DISTINCT FROM (NEW."units"))', func='INSERT INTO "history_productevent" ("dosage_id", "id", "is_high_risk", "is_public", "legal_class", "max_units_per_order", "max_units_per_period", "minimum_age", "parent_id", "period_days", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "structure", "units") VALUES (NEW."dosage_id", NEW."id", NEW."is_high_risk", NEW."is_public", NEW."legal_class", NEW."max_units_per_order", NEW."max_units_per_period", NEW."minimum_age", NEW."parent_id", NEW."period_days", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."structure", NEW."units"); RETURN NULL;', hash='20779e30b0dd4ee82b45472004582ca9ca07139e', operation='UPDATE', pgid='pgtrigger_update_update_b5be6', table='catalogue_product', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedproduct',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_productevent" ("dosage_id", "id", "is_high_risk", "is_public", "legal_class", "max_units_per_order", "max_units_per_period", "minimum_age", "parent_id", "period_days", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "structure", "units") VALUES (OLD."dosage_id", OLD."id", OLD."is_high_risk", OLD."is_public", OLD."legal_class", OLD."max_units_per_order", OLD."max_units_per_period", OLD."minimum_age", OLD."parent_id", OLD."period_days", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."structure", OLD."units"); RETURN NULL;', hash='83293b6919b1c9272e3b6126321f3d350abd4c6b', operation='DELETE', pgid='pgtrigger_delete_delete_bb600', table='catalogue_product', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrefund',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_refundevent" ("amount", "attempt_id", "by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "state") VALUES (NEW."amount", NEW."attempt_id", NEW."by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."state"); RETURN NULL;', hash='45ea2464230117856eca41d502dee4b2cd6b74b0', operation='INSERT', pgid='pgtrigger_insert_insert_a050e', table='payment_refund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrefund',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."attempt_id" IS DISTINCT FROM (NEW."attempt_id") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "history_refundevent" ("amount", "attempt_id", "by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "state") VALUES (NEW."amount", NEW."attempt_id", NEW."by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."state"); RETURN NULL;', hash='0b4d533e07c561fb2dd244777cfdbb6e8fa73a71', operation='UPDATE', pgid='pgtrigger_update_update_84dc1', table='payment_refund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrefund',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_refundevent" ("amount", "attempt_id", "by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "state") VALUES (OLD."amount", OLD."attempt_id", OLD."by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."state"); RETURN NULL;', hash='7d2509bc8083b128f56020e1b4b300f0b93873eb', operation='DELETE', pgid='pgtrigger_delete_delete_cc081', table='payment_refund', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrole',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_roleevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;', hash='d5ef63891d6022914c497e635a8317ff56ca3e37', operation='INSERT', pgid='pgtrigger_insert_insert_504ab', table='auth_group', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrole',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "history_roleevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;', hash='4d332aa57cc43203f7b6c6fba90240676aea1e27', operation='UPDATE', pgid='pgtrigger_update_update_b2a78', table='auth_group', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrole',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_roleevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;', hash='9cb24ba00ea46f5bb01edc7d5a81d9793c92c046', operation='DELETE', pgid='pgtrigger_delete_delete_0f67b', table='auth_group', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrolegiven',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_rolegivenevent" ("group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."user_id"); RETURN NULL;', hash='66f58ebf1c1f4b0c78ebc641180553a4c9304797', operation='INSERT', pgid='pgtrigger_insert_insert_c140f', table='accounts_user_groups', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrolegiven',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "history_rolegivenevent" ("group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."user_id"); RETURN NULL;', hash='0396cec1050087054d0e41acec5a32a5f49c4367', operation='UPDATE', pgid='pgtrigger_update_update_d2c47', table='accounts_user_groups', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrolegiven',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_rolegivenevent" ("group_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (OLD."group_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."user_id"); RETURN NULL;', hash='0000e05705bc5bff7b95cd41aa3dbcfb6f7ec2fd', operation='DELETE', pgid='pgtrigger_delete_delete_f30e4', table='accounts_user_groups', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrolemay',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_rolemayevent" ("group_id", "id", "permission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."group_id", NEW."id", NEW."permission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\'); RETURN NULL;', hash='03d3b8a53e4802a71f1eff34bbbd43cdb0789ae1', operation='INSERT', pgid='pgtrigger_insert_insert_350e9', table='auth_group_permissions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrolemay',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "history_rolemayevent" ("group_id", "id", "permission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."group_id", NEW."id", NEW."permission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\'); RETURN NULL;', hash='f39a1a0b1bb84c3d52a1cee0655415fe88fdc263', operation='UPDATE', pgid='pgtrigger_update_update_5c88b', table='auth_group_permissions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedrolemay',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_rolemayevent" ("group_id", "id", "permission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."group_id", OLD."id", OLD."permission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\'); RETURN NULL;', hash='6d08b6c5faa093eca0638de5e24c88011524ffcf', operation='DELETE', pgid='pgtrigger_delete_delete_f0122', table='auth_group_permissions', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedstockmovement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_stockmovementevent" ("by_id", "dosage_id", "id", "lot_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units") VALUES (NEW."by_id", NEW."dosage_id", NEW."id", NEW."lot_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."units"); RETURN NULL;', hash='34e73253145e92f0e3d6699ff064d1f562e6bf68', operation='INSERT', pgid='pgtrigger_insert_insert_977b2', table='catalogue_stockmovement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedstockmovement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."dosage_id" IS DISTINCT FROM (NEW."dosage_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lot_id" IS DISTINCT FROM (NEW."lot_id") OR OLD."units" IS DISTINCT FROM (NEW."units"))', func='INSERT INTO "history_stockmovementevent" ("by_id", "dosage_id", "id", "lot_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units") VALUES (NEW."by_id", NEW."dosage_id", NEW."id", NEW."lot_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."units"); RETURN NULL;', hash='e3eb74a16105a7ce1769a3b75427e2df4ada4b7d', operation='UPDATE', pgid='pgtrigger_update_update_7147f', table='catalogue_stockmovement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedstockmovement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_stockmovementevent" ("by_id", "dosage_id", "id", "lot_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "units") VALUES (OLD."by_id", OLD."dosage_id", OLD."id", OLD."lot_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."units"); RETURN NULL;', hash='84aa805fb89d9c5e088018da132e9dec069e7765', operation='DELETE', pgid='pgtrigger_delete_delete_2473b', table='catalogue_stockmovement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedsubstance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_substanceevent" ("general_sale_up_to", "id", "is_group", "max_units_per_sale", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pharmacy_up_to") VALUES (NEW."general_sale_up_to", NEW."id", NEW."is_group", NEW."max_units_per_sale", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."pharmacy_up_to"); RETURN NULL;', hash='4c699fac6c9e9af8fb47da3df70e256db591e45d', operation='INSERT', pgid='pgtrigger_insert_insert_84e32', table='substances_substance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedsubstance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."general_sale_up_to" IS DISTINCT FROM (NEW."general_sale_up_to") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_group" IS DISTINCT FROM (NEW."is_group") OR OLD."max_units_per_sale" IS DISTINCT FROM (NEW."max_units_per_sale") OR OLD."pharmacy_up_to" IS DISTINCT FROM (NEW."pharmacy_up_to"))', func='INSERT INTO "history_substanceevent" ("general_sale_up_to", "id", "is_group", "max_units_per_sale", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pharmacy_up_to") VALUES (NEW."general_sale_up_to", NEW."id", NEW."is_group", NEW."max_units_per_sale", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."pharmacy_up_to"); RETURN NULL;', hash='dcdb60141e82d8ba2edccd30492c129529e88b61', operation='UPDATE', pgid='pgtrigger_update_update_14b8f', table='substances_substance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackedsubstance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_substanceevent" ("general_sale_up_to", "id", "is_group", "max_units_per_sale", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pharmacy_up_to") VALUES (OLD."general_sale_up_to", OLD."id", OLD."is_group", OLD."max_units_per_sale", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."pharmacy_up_to"); RETURN NULL;', hash='8e0b0f9ccebad78703eb336997b1ec184f42032f', operation='DELETE', pgid='pgtrigger_delete_delete_16659', table='substances_substance', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='decisionevent',
            index=models.Index(fields=['id'], name='history_decision_id'),
        ),
        migrations.AddIndex(
            model_name='decisionevent',
            index=models.Index(fields=['pgh_created_at'], name='history_decision_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='decisionevent',
            index=models.Index(fields=['line'], name='history_decision_line'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisionevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='3cd59a1bfe4e5850ff3650e0431ae08a52549a1e', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_378a4', table='history_decisionevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='dosageevent',
            index=models.Index(fields=['id'], name='history_dosage_id'),
        ),
        migrations.AddIndex(
            model_name='dosageevent',
            index=models.Index(fields=['pgh_created_at'], name='history_dosage_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='dosageevent',
            index=models.Index(fields=['medicine'], name='history_dosage_medici'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dosageevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='86373bd7ddb05452603b279b6fcfca04a7b8008b', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_57e89', table='history_dosageevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='fileevent',
            index=models.Index(fields=['id'], name='history_file_id'),
        ),
        migrations.AddIndex(
            model_name='fileevent',
            index=models.Index(fields=['pgh_created_at'], name='history_file_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='fileevent',
            index=models.Index(fields=['patient'], name='history_file_patien'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fileevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='5d7e8ca89ecd25f573e57e846cac94bf8a45ad3e', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_5db58', table='history_fileevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='inquiryevent',
            index=models.Index(fields=['id'], name='history_inquiry_id'),
        ),
        migrations.AddIndex(
            model_name='inquiryevent',
            index=models.Index(fields=['pgh_created_at'], name='history_inquiry_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='inquiryevent',
            index=models.Index(fields=['decision'], name='history_inquiry_decisi'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inquiryevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='8801180e0c23aefd26a0f784d5bd9afc26517128', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_d48d0', table='history_inquiryevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='interactionevent',
            index=models.Index(fields=['id'], name='history_interaction_id'),
        ),
        migrations.AddIndex(
            model_name='interactionevent',
            index=models.Index(fields=['pgh_created_at'], name='history_interaction_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='interactionevent',
            index=models.Index(fields=['a'], name='history_interaction_a'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interactionevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='37b6dbc03a86b9bfe8e1058d2a44120c297d1049', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_ba23d', table='history_interactionevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='itemevent',
            index=models.Index(fields=['id'], name='history_item_id'),
        ),
        migrations.AddIndex(
            model_name='itemevent',
            index=models.Index(fields=['pgh_created_at'], name='history_item_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='itemevent',
            index=models.Index(fields=['prescription'], name='history_item_prescr'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='itemevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='6cfd1ae4280b36ba48e5904dc670358b3a021109', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_4c5a0', table='history_itemevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='lotevent',
            index=models.Index(fields=['id'], name='history_lot_id'),
        ),
        migrations.AddIndex(
            model_name='lotevent',
            index=models.Index(fields=['pgh_created_at'], name='history_lot_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='lotevent',
            index=models.Index(fields=['dosage'], name='history_lot_dosage'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lotevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='28f38d75febe24369f042bdda2e84a3dfb213c85', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_89aeb', table='history_lotevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='orderevent',
            index=models.Index(fields=['id'], name='history_order_id'),
        ),
        migrations.AddIndex(
            model_name='orderevent',
            index=models.Index(fields=['pgh_created_at'], name='history_order_pgh_cr'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='fe6519e5f24aa097ffb6f8c308da536dc5da3c10', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_5179d', table='history_orderevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='orderlineevent',
            index=models.Index(fields=['id'], name='history_orderline_id'),
        ),
        migrations.AddIndex(
            model_name='orderlineevent',
            index=models.Index(fields=['pgh_created_at'], name='history_orderline_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='orderlineevent',
            index=models.Index(fields=['order'], name='history_orderline_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderlineevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='fe8381a73c54a33a94ad7da741a7644974876214', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_3ab72', table='history_orderlineevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='ordermoveevent',
            index=models.Index(fields=['id'], name='history_ordermove_id'),
        ),
        migrations.AddIndex(
            model_name='ordermoveevent',
            index=models.Index(fields=['pgh_created_at'], name='history_ordermove_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='ordermoveevent',
            index=models.Index(fields=['order'], name='history_ordermove_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ordermoveevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='30a204ca4dde50c896918fe1d4acda92295a4fc3', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_21f93', table='history_ordermoveevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='patientevent',
            index=models.Index(fields=['id'], name='history_patient_id'),
        ),
        migrations.AddIndex(
            model_name='patientevent',
            index=models.Index(fields=['pgh_created_at'], name='history_patient_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='patientevent',
            index=models.Index(fields=['order'], name='history_patient_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patientevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='ffdd97657d4a6f2a2f8ffd546370a61dbe52ce97', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_243f0', table='history_patientevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='paymentevent',
            index=models.Index(fields=['id'], name='history_payment_id'),
        ),
        migrations.AddIndex(
            model_name='paymentevent',
            index=models.Index(fields=['pgh_created_at'], name='history_payment_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='paymentevent',
            index=models.Index(fields=['order'], name='history_payment_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymentevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='69843c609dc88f3c34f091f0fa43311d5f9a179c', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_8dace', table='history_paymentevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='permissionevent',
            index=models.Index(fields=['id'], name='history_permission_id'),
        ),
        migrations.AddIndex(
            model_name='permissionevent',
            index=models.Index(fields=['pgh_created_at'], name='history_permission_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='permissionevent',
            index=models.Index(fields=['content_type'], name='history_permission_conten'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='permissionevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='82209e552fc302e1705b6f721d2815257cf15bcc', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_5260c', table='history_permissionevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='personmayevent',
            index=models.Index(fields=['id'], name='history_personmay_id'),
        ),
        migrations.AddIndex(
            model_name='personmayevent',
            index=models.Index(fields=['pgh_created_at'], name='history_personmay_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='personmayevent',
            index=models.Index(fields=['user'], name='history_personmay_user'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='personmayevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='722da0d3e9078a77a6553ec99d2b4d88be385fcb', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_c1ad0', table='history_personmayevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='prescriptionevent',
            index=models.Index(fields=['id'], name='history_prescription_id'),
        ),
        migrations.AddIndex(
            model_name='prescriptionevent',
            index=models.Index(fields=['pgh_created_at'], name='history_prescription_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='prescriptionevent',
            index=models.Index(fields=['patient'], name='history_prescription_patien'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prescriptionevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='d6b5d44086653ee6fcd936b73815687a196afa32', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_314ab', table='history_prescriptionevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='priceevent',
            index=models.Index(fields=['id'], name='history_price_id'),
        ),
        migrations.AddIndex(
            model_name='priceevent',
            index=models.Index(fields=['pgh_created_at'], name='history_price_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='priceevent',
            index=models.Index(fields=['product'], name='history_price_produc'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='priceevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='6488d5d7b2d25ce3bb8808009e980fd249b62008', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_3e027', table='history_priceevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='productevent',
            index=models.Index(fields=['id'], name='history_product_id'),
        ),
        migrations.AddIndex(
            model_name='productevent',
            index=models.Index(fields=['pgh_created_at'], name='history_product_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='productevent',
            index=models.Index(fields=['parent'], name='history_product_parent'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='f32d19ca94182bc9fa2135dce99d56ee295d3ab4', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_b2102', table='history_productevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='refundevent',
            index=models.Index(fields=['id'], name='history_refund_id'),
        ),
        migrations.AddIndex(
            model_name='refundevent',
            index=models.Index(fields=['pgh_created_at'], name='history_refund_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='refundevent',
            index=models.Index(fields=['attempt'], name='history_refund_attemp'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='a821b4a31f36be0206b19b311e036b451e1fedbb', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_2cf2e', table='history_refundevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='rolegivenevent',
            index=models.Index(fields=['id'], name='history_rolegiven_id'),
        ),
        migrations.AddIndex(
            model_name='rolegivenevent',
            index=models.Index(fields=['pgh_created_at'], name='history_rolegiven_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='rolegivenevent',
            index=models.Index(fields=['user'], name='history_rolegiven_user'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolegivenevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='c3a907d6f4a84532bbbde6b35457839503a5ddb1', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_02159', table='history_rolegivenevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='rolemayevent',
            index=models.Index(fields=['id'], name='history_rolemay_id'),
        ),
        migrations.AddIndex(
            model_name='rolemayevent',
            index=models.Index(fields=['pgh_created_at'], name='history_rolemay_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='rolemayevent',
            index=models.Index(fields=['group'], name='history_rolemay_group'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolemayevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='20da6c1dd911fce96cb2703975054c12197ac5d4', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_1c01a', table='history_rolemayevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='stockmovementevent',
            index=models.Index(fields=['id'], name='history_stockmovement_id'),
        ),
        migrations.AddIndex(
            model_name='stockmovementevent',
            index=models.Index(fields=['pgh_created_at'], name='history_stockmovement_pgh_cr'),
        ),
        migrations.AddIndex(
            model_name='stockmovementevent',
            index=models.Index(fields=['dosage'], name='history_stockmovement_dosage'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stockmovementevent',
            trigger=pgtrigger.compiler.Trigger(name='only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The history is only ever added to.' USING ERRCODE = 'restrict_violation';", hash='3ec0b1ef6b15083c7285ff769d11ab969364e9db', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_only_added_to_a9b06', table='history_stockmovementevent', when='BEFORE')),
        ),
    ]
