import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('dangers', '0001_initial'),
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('admin', '行政检查'), ('patrol', '网格巡查'), ('service', '服务指导')], max_length=10, verbose_name='类别')),
                ('area_code', models.CharField(max_length=15, verbose_name='所在网格')),
                ('industry', models.CharField(max_length=30, verbose_name='行业')),
                ('state', models.CharField(choices=[('applied', '待审批'), ('approved', '已批准'), ('declined', '未批准'), ('cancelled', '已取消'), ('recorded', '已完成')], default='applied', max_length=12, verbose_name='状态')),
                ('day', models.DateField(verbose_name='日期')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='检查事由')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='检查依据')),
                ('planned_on', models.DateField(blank=True, null=True, verbose_name='计划日期')),
                ('items', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name='检查项')),
                ('exempt_reason', models.CharField(blank=True, max_length=60, verbose_name='不计入频次的事由')),
                ('applicant', models.CharField(blank=True, max_length=60, verbose_name='申请人')),
                ('applicant_id', models.BigIntegerField(null=True)),
                ('applicant_post', models.CharField(blank=True, max_length=240, verbose_name='申请岗位')),
                ('applicant_post_id', models.BigIntegerField(null=True)),
                ('applied_on', models.DateField(blank=True, null=True, verbose_name='申请日期')),
                ('approver', models.CharField(blank=True, max_length=60, verbose_name='审批人')),
                ('approver_id', models.BigIntegerField(null=True)),
                ('approver_post', models.CharField(blank=True, max_length=240, verbose_name='审批岗位')),
                ('approved_on', models.DateField(blank=True, null=True, verbose_name='审批日期')),
                ('opinion', models.CharField(blank=True, max_length=400, verbose_name='审批意见')),
                ('officers', models.JSONField(default=list, verbose_name='检查人员')),
                ('officer_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='开始时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('accompanied_by', models.CharField(blank=True, max_length=60, verbose_name='陪同人员')),
                ('training', models.JSONField(default=dict, verbose_name='培训首查')),
                ('results', models.JSONField(default=list, verbose_name='检查结果')),
                ('findings', models.PositiveSmallIntegerField(default=0, verbose_name='发现隐患')),
                ('conclusion', models.TextField(blank=True, verbose_name='检查情况')),
                ('signature', models.CharField(blank=True, max_length=60, verbose_name='签字人')),
                ('refusal_note', models.CharField(blank=True, max_length=200, verbose_name='拒签说明')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='经度')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='纬度')),
                ('recorder', models.CharField(blank=True, max_length=60, verbose_name='记录人')),
                ('recorder_id', models.BigIntegerField(null=True)),
                ('recorder_post', models.CharField(blank=True, max_length=240, verbose_name='记录岗位')),
                ('recorder_post_id', models.BigIntegerField(null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.enterprise', verbose_name='单位')),
            ],
            options={
                'verbose_name': '检查巡查',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='VisitFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('danger', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dangers.danger', verbose_name='隐患')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='found', to='inspections.visit', verbose_name='检查')),
            ],
            options={
                'verbose_name': '检查发现',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['day', 'id'], name='visits_by_day'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['area_code', 'day'], name='visits_by_area'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['enterprise', 'day'], name='visits_by_enterprise'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=django.contrib.postgres.indexes.GinIndex(fields=['officer_ids'], name='visits_by_officer'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'admin'), ('state', 'recorded'), _connector='OR'), name='only_inspections_wait_for_approval'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'admin'), ('state__in', ['approved', 'recorded']), _negated=True), models.Q(('approved_on__isnull', False), ('approver_id__isnull', False), models.Q(('approver_id', models.F('applicant_id')), _negated=True)), _connector='OR'), name='an_inspection_is_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'recorded'), _negated=True), models.Q(('ended_at__gte', models.F('started_at')), ('ended_at__isnull', False), ('started_at__isnull', False)), _connector='OR'), name='a_recorded_visit_says_when'),
        ),
    ]
