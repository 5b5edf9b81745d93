import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0033_what_is_sold'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Lets a constraint ask at once for the same pack and for moments in common.
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Reduction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('announced_at', models.DateTimeField()),
                ('announced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reductions', to='catalogue.product')),
            ],
            options={
                'ordering': ['-begins_at', '-pk'],
                'permissions': [('announce_reduction', 'Can announce price reductions')],
                'default_permissions': (),
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('begins_at'))), name='reduction_ends_after_it_begins'),
                    models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.expressions.CombinedExpression(models.F('ends_at'), '-', models.F('begins_at')), datetime.timedelta(days=30)), name='reduction_lasts_at_most_30_days'),
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('pack', '='), (models.Func('begins_at', 'ends_at', function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='pack_has_one_reduction_at_a_time'),
                ],
            },
        ),
    ]
