import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
    ]

    operations = [
        TrigramExtension(),
        migrations.RunSQL('CREATE SEQUENCE dangers_serial', 'DROP SEQUENCE dangers_serial'),
        migrations.CreateModel(
            name='Danger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='编号')),
                ('area_code', models.CharField(max_length=15, verbose_name='所在网格')),
                ('industry', models.CharField(max_length=30, verbose_name='行业')),
                ('state', models.CharField(choices=[('reported', '待定级'), ('graded', '待下达'), ('ordered', '整改中'), ('rectified', '待复查'), ('closed', '已销号'), ('dismissed', '不属实')], default='reported', max_length=12, verbose_name='状态')),
                ('title', models.CharField(max_length=200, verbose_name='隐患')),
                ('description', models.TextField(blank=True, verbose_name='情况描述')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='部位')),
                ('category', models.CharField(choices=[('people', '人'), ('things', '物'), ('surroundings', '环境'), ('management', '管理')], default='things', max_length=14, verbose_name='类别')),
                ('item_code', models.CharField(blank=True, max_length=30, verbose_name='检查项')),
                ('criterion_code', models.CharField(blank=True, max_length=30, verbose_name='重大隐患判定条款')),
                ('basis', models.CharField(blank=True, max_length=400, verbose_name='依据')),
                ('source', models.CharField(choices=[('self_check', '自查自报'), ('patrol', '网格巡查'), ('inspection', '行政检查'), ('service', '专家服务'), ('tip_off', '举报投诉'), ('assigned', '上级交办'), ('daily', '日常发现')], max_length=12, verbose_name='来源')),
                ('self_reported', models.BooleanField(default=False, verbose_name='企业自报')),
                ('corrected_on_spot', models.BooleanField(default=False, verbose_name='当场改正')),
                ('found_on', models.DateField(verbose_name='发现日期')),
                ('finder', models.CharField(max_length=60, verbose_name='发现人')),
                ('finder_id', models.BigIntegerField(null=True)),
                ('finder_post', models.CharField(blank=True, max_length=240, verbose_name='发现岗位')),
                ('finder_post_id', models.BigIntegerField(default=0)),
                ('interim', models.TextField(blank=True, verbose_name='管控措施')),
                ('major_suspected', models.BooleanField(default=False, verbose_name='疑似重大')),
                ('major', models.BooleanField(null=True, verbose_name='重大')),
                ('grade_reason', models.CharField(blank=True, max_length=400, verbose_name='定级理由')),
                ('graded_on', models.DateField(blank=True, null=True, verbose_name='定级日期')),
                ('grader', models.CharField(blank=True, max_length=60, verbose_name='定级人')),
                ('grader_id', models.BigIntegerField(null=True)),
                ('measures', models.TextField(blank=True, verbose_name='整改措施')),
                ('responsible', models.CharField(blank=True, max_length=60, verbose_name='整改责任人')),
                ('money_planned', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='计划资金（万元）')),
                ('emergency_plan', models.TextField(blank=True, verbose_name='应急预案')),
                ('ordered_on', models.DateField(blank=True, null=True, verbose_name='下达日期')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                ('order_number', models.CharField(blank=True, max_length=60, verbose_name='指令文号')),
                ('rectified_on', models.DateField(blank=True, null=True, verbose_name='整改完成日期')),
                ('account', models.TextField(blank=True, verbose_name='整改情况')),
                ('money_spent', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='实际资金（万元）')),
                ('rectifier', models.CharField(blank=True, max_length=60, verbose_name='整改报告人')),
                ('rectifier_id', models.BigIntegerField(null=True)),
                ('rectifier_post_id', models.BigIntegerField(null=True)),
                ('returned_times', models.PositiveSmallIntegerField(default=0, verbose_name='退回次数')),
                ('return_reason', models.CharField(blank=True, max_length=400, verbose_name='退回理由')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='销号日期')),
                ('opinion', models.TextField(blank=True, verbose_name='复查意见')),
                ('closer', models.CharField(blank=True, max_length=60, verbose_name='复查人')),
                ('closer_id', models.BigIntegerField(null=True)),
                ('closer_post_id', models.BigIntegerField(null=True)),
                ('reopened_times', models.PositiveSmallIntegerField(default=0, verbose_name='重新打开次数')),
                ('dismiss_reason', models.CharField(blank=True, max_length=400, verbose_name='不属实理由')),
                ('authority_reported_on', models.DateField(blank=True, null=True, verbose_name='向主管部门报告日期')),
                ('congress_reported_on', models.DateField(blank=True, null=True, verbose_name='向职工大会报告日期')),
                ('listed', models.BooleanField(default=False, verbose_name='挂牌督办')),
                ('handler', models.CharField(blank=True, max_length=240, verbose_name='承办岗位')),
                ('handler_id', models.BigIntegerField(null=True)),
                ('passing_to', models.CharField(blank=True, max_length=240, verbose_name='移交至')),
                ('passing_to_id', models.BigIntegerField(null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.enterprise', verbose_name='单位')),
                ('repeat_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dangers.danger', verbose_name='重复隐患')),
            ],
            options={
                'verbose_name': '隐患',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', '待审批'), ('granted', '已准予'), ('declined', '未准予'), ('lapsed', '已失效')], default='asked', max_length=10, verbose_name='状态')),
                ('reason', models.CharField(max_length=60, verbose_name='延期事由')),
                ('account', models.TextField(blank=True, verbose_name='说明')),
                ('old_due_on', models.DateField(verbose_name='原期限')),
                ('asked_due_on', models.DateField(verbose_name='申请延至')),
                ('asked_on', models.DateField(verbose_name='申请日期')),
                ('asker', models.CharField(max_length=60, verbose_name='申请人')),
                ('asker_id', models.BigIntegerField(null=True)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='准予延至')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='审批日期')),
                ('decider', models.CharField(blank=True, max_length=60, verbose_name='审批人')),
                ('decider_id', models.BigIntegerField(null=True)),
                ('opinion', models.CharField(blank=True, max_length=400, verbose_name='审批意见')),
                ('danger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='dangers.danger', verbose_name='隐患')),
            ],
            options={
                'verbose_name': '延期申请',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='TreatmentPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goals', models.TextField(verbose_name='治理目标和任务')),
                ('measures', models.TextField(verbose_name='方法和措施')),
                ('money', models.DecimalField(decimal_places=4, max_digits=12, verbose_name='经费（万元）')),
                ('people', models.CharField(max_length=200, verbose_name='负责机构和人员')),
                ('due_on', models.DateField(verbose_name='治理时限')),
                ('emergency_plan', models.TextField(verbose_name='安全措施和应急预案')),
                ('filed_on', models.DateField(verbose_name='提交日期')),
                ('author', models.CharField(max_length=60, verbose_name='提交人')),
                ('author_id', models.BigIntegerField(null=True)),
                ('danger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='dangers.danger', verbose_name='隐患')),
            ],
            options={
                'verbose_name': '治理方案',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='danger',
            index=models.Index(fields=['state', 'due_on', 'id'], name='dangers_by_state_and_deadline'),
        ),
        migrations.AddIndex(
            model_name='danger',
            index=models.Index(fields=['found_on', 'id'], name='dangers_by_day'),
        ),
        migrations.AddIndex(
            model_name='danger',
            index=models.Index(fields=['area_code', 'state'], name='dangers_by_area'),
        ),
        migrations.AddIndex(
            model_name='danger',
            index=models.Index(fields=['enterprise', 'state'], name='dangers_by_enterprise'),
        ),
        migrations.AddConstraint(
            model_name='danger',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['ordered', 'rectified', 'closed']), _negated=True), models.Q(('due_on__isnull', False), ('major__isnull', False)), _connector='OR'), name='a_danger_in_rectification_has_a_grade_and_a_deadline'),
        ),
        migrations.AddConstraint(
            model_name='danger',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'graded'), _negated=True), ('major__isnull', False), _connector='OR'), name='a_danger_awaiting_an_order_is_graded'),
        ),
        migrations.AddConstraint(
            model_name='danger',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('major', True), ('state__in', ['ordered', 'rectified', 'closed']), _negated=True), models.Q(('emergency_plan', ''), _negated=True), _connector='OR'), name='an_ordered_major_danger_has_an_emergency_plan'),
        ),
        migrations.AddConstraint(
            model_name='danger',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['rectified', 'closed']), _negated=True), ('rectified_on__isnull', False), _connector='OR'), name='a_rectified_danger_says_when'),
        ),
        migrations.AddConstraint(
            model_name='danger',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_on__isnull', False), ('closer_id__isnull', False)), _connector='OR'), name='a_closed_danger_names_its_closer'),
        ),
        migrations.AddConstraint(
            model_name='danger',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(models.Q(('rectifier_id__isnull', True), models.Q(('closer_id', models.F('rectifier_id')), _negated=True), _connector='OR'), models.Q(('rectifier_post_id__isnull', True), models.Q(('closer_post_id', models.F('rectifier_post_id')), _negated=True), _connector='OR')), _connector='OR'), name='nobody_closes_what_they_rectified'),
        ),
        migrations.AddConstraint(
            model_name='danger',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('major', True), ('state', 'closed'), _negated=True), models.Q(('authority_reported_on__isnull', False), ('congress_reported_on__isnull', False)), _connector='OR'), name='a_closed_major_danger_was_reported_twice'),
        ),
        migrations.AddConstraint(
            model_name='danger',
            constraint=models.CheckConstraint(condition=models.Q(('listed', True), ('state', 'closed'), _negated=True), name='a_listed_danger_is_not_closed'),
        ),
        migrations.AddConstraint(
            model_name='danger',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'dismissed'), _negated=True), models.Q(('dismiss_reason', ''), _negated=True), _connector='OR'), name='a_dismissed_danger_says_why'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('danger',), name='one_open_extension_for_a_danger'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('asked_due_on__gt', models.F('old_due_on'))), name='an_extension_goes_forward'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'granted'), _negated=True), models.Q(('due_on__gt', models.F('old_due_on')), ('due_on__isnull', False), ('due_on__lte', models.F('asked_due_on'))), _connector='OR'), name='a_granted_extension_has_its_deadline'),
        ),
    ]
