import django.db.models.deletion
from django.db import migrations, models


# Django makes no partitioned tables, so this one is made by hand; a test compares it with the model.
OBLIGATIONS = """
CREATE TABLE duties_obligation (
    id bigint NOT NULL,
    duty varchar(60) NOT NULL,
    code varchar(60) NOT NULL,
    clause varchar(20) NOT NULL,
    regime varchar(82) NOT NULL,
    title varchar(200) NOT NULL,
    holder_id bigint,
    subject varchar(80) NOT NULL,
    subject_name varchar(240) NOT NULL,
    party_id bigint,
    owing_party_id bigint,
    area_code varchar(20) NOT NULL,
    industry varchar(30) NOT NULL,
    period_first date NOT NULL,
    period_last date NOT NULL,
    due_on date NOT NULL,
    late_until date NOT NULL,
    due_at timestamptz,
    made_on date NOT NULL,
    run_id bigint,
    discharged_on date,
    discharged_at timestamptz,
    discharged_by varchar(240) NOT NULL DEFAULT '',
    discharge varchar(80) NOT NULL DEFAULT '',
    waived_on date,
    waived_by varchar(240) NOT NULL DEFAULT '',
    waive_reason varchar(400) NOT NULL DEFAULT '',
    voided_on date,
    void_reason varchar(12) NOT NULL DEFAULT '',
    void_run_id bigint,
    PRIMARY KEY (id, due_on),
    CONSTRAINT grace_ends_after_the_due_day CHECK (late_until >= due_on),
    CONSTRAINT an_obligation_ends_in_one_way CHECK (num_nonnulls(discharged_on, waived_on, voided_on) <= 1)
) PARTITION BY RANGE (due_on);

CREATE SEQUENCE duties_obligation_id_seq OWNED BY duties_obligation.id;
ALTER TABLE duties_obligation ALTER id SET DEFAULT nextval('duties_obligation_id_seq');

CREATE UNIQUE INDEX a_period_is_owed_once ON duties_obligation (due_on, duty, subject, period_first)
    WHERE run_id IS NOT NULL AND voided_on IS NULL;
CREATE INDEX obligations_by_due ON duties_obligation (due_on, id);
CREATE INDEX obligations_by_duty ON duties_obligation (duty, due_on);
CREATE INDEX obligations_by_area ON duties_obligation (area_code, due_on);
CREATE INDEX obligations_by_party ON duties_obligation (party_id, due_on) WHERE party_id IS NOT NULL;
CREATE INDEX obligations_by_owing_party ON duties_obligation (owing_party_id, due_on)
    WHERE owing_party_id IS NOT NULL;
CREATE INDEX open_by_holder ON duties_obligation (holder_id, due_on)
    WHERE discharged_on IS NULL AND waived_on IS NULL AND voided_on IS NULL;
CREATE INDEX open_by_due ON duties_obligation (due_on, duty)
    WHERE discharged_on IS NULL AND waived_on IS NULL AND voided_on IS NULL;
CREATE INDEX open_by_end_of_grace ON duties_obligation (late_until)
    WHERE discharged_on IS NULL AND waived_on IS NULL AND voided_on IS NULL;
CREATE INDEX open_singles_by_subject ON duties_obligation (subject)
    WHERE discharged_on IS NULL AND waived_on IS NULL AND voided_on IS NULL AND run_id IS NULL;
CREATE INDEX open_by_duty ON duties_obligation (duty, area_code, due_on)
    WHERE discharged_on IS NULL AND waived_on IS NULL AND voided_on IS NULL;

CREATE TABLE duties_obligation_other PARTITION OF duties_obligation DEFAULT;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('identity', '0002_sign_ins'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='日期')),
                ('late', models.PositiveIntegerField(verbose_name='逾期数')),
                ('missed', models.PositiveIntegerField(verbose_name='未履行数')),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': '日终清点',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(blank=True, max_length=60, verbose_name='职责编号')),
                ('regime', models.CharField(max_length=82, verbose_name='制度版本')),
                ('under', models.DateField(verbose_name='制度施行日期')),
                ('day', models.DateField(verbose_name='日期')),
                ('made', models.PositiveIntegerField(verbose_name='生成数')),
                ('gaps', models.PositiveIntegerField(verbose_name='无责任岗位数')),
                ('digest', models.CharField(max_length=64)),
                ('voided', models.PositiveIntegerField(verbose_name='作废数')),
                ('void_digest', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': '生成批次',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['duty', 'under', 'day'], name='runs_of_a_duty')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField()),
                ('late_until', models.DateField()),
                ('duty', models.CharField(max_length=60)),
                ('clause', models.CharField(blank=True, max_length=20)),
                ('area_code', models.CharField(blank=True, max_length=20)),
                ('industry', models.CharField(blank=True, max_length=30)),
                ('owed', models.IntegerField(default=0)),
                ('gaps', models.IntegerField(default=0)),
                ('done', models.IntegerField(default=0)),
                ('done_late', models.IntegerField(default=0)),
                ('made_up', models.IntegerField(default=0)),
                ('waived', models.IntegerField(default=0)),
                ('folded', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': '履责计数',
                'indexes': [models.Index(fields=['due_on', 'duty'], name='tallies_by_due'), models.Index(condition=models.Q(('folded', False)), fields=['id'], name='tallies_to_fold')],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(OBLIGATIONS, 'DROP TABLE duties_obligation')],
            state_operations=[
                migrations.CreateModel(
                    name='Obligation',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('duty', models.CharField(blank=True, max_length=60, verbose_name='职责编号')),
                        ('code', models.CharField(blank=True, max_length=60, verbose_name='办理命令')),
                        ('clause', models.CharField(blank=True, max_length=20, verbose_name='条款')),
                        ('regime', models.CharField(max_length=82, verbose_name='制度版本')),
                        ('title', models.CharField(max_length=200, verbose_name='事项')),
                        ('subject', models.CharField(max_length=80)),
                        ('subject_name', models.CharField(max_length=240, verbose_name='对象')),
                        ('party_id', models.BigIntegerField(null=True)),
                        ('owing_party_id', models.BigIntegerField(null=True)),
                        ('area_code', models.CharField(blank=True, max_length=20, verbose_name='属地')),
                        ('industry', models.CharField(blank=True, max_length=30, verbose_name='行业')),
                        ('period_first', models.DateField(verbose_name='周期起')),
                        ('period_last', models.DateField(verbose_name='周期止')),
                        ('due_on', models.DateField(verbose_name='期限')),
                        ('late_until', models.DateField(verbose_name='宽限至')),
                        ('due_at', models.DateTimeField(null=True, verbose_name='期限时刻')),
                        ('made_on', models.DateField(verbose_name='生成日期')),
                        ('run_id', models.BigIntegerField(null=True)),
                        ('discharged_on', models.DateField(null=True, verbose_name='履行日期')),
                        ('discharged_at', models.DateTimeField(null=True, verbose_name='履行登记时间')),
                        ('discharged_by', models.CharField(blank=True, max_length=240, verbose_name='履行人')),
                        ('discharge', models.CharField(blank=True, max_length=80)),
                        ('waived_on', models.DateField(null=True, verbose_name='免除日期')),
                        ('waived_by', models.CharField(blank=True, max_length=240, verbose_name='免除人')),
                        ('waive_reason', models.CharField(blank=True, max_length=400, verbose_name='免除理由')),
                        ('voided_on', models.DateField(null=True, verbose_name='作废日期')),
                        ('void_reason', models.CharField(blank=True, choices=[('gone', '对象已不在该职责范围内'), ('moved', '属地或责任岗位变更，另行生成'), ('recast', '工作日安排变更，另行生成'), ('superseded', '制度变更，按新制度执行'), ('settled', '所涉事项已终结')], max_length=12, verbose_name='作废原因')),
                        ('void_run_id', models.BigIntegerField(null=True)),
                        ('holder', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.post', verbose_name='责任岗位')),
                    ],
                    options={
                        'verbose_name': '履责事项',
                        'indexes': [models.Index(fields=['due_on', 'id'], name='obligations_by_due'), models.Index(fields=['duty', 'due_on'], name='obligations_by_duty'), models.Index(fields=['area_code', 'due_on'], name='obligations_by_area'), models.Index(condition=models.Q(('party_id__isnull', False)), fields=['party_id', 'due_on'], name='obligations_by_party'), models.Index(condition=models.Q(('owing_party_id__isnull', False)), fields=['owing_party_id', 'due_on'], name='obligations_by_owing_party'), models.Index(condition=models.Q(('discharged_on', None), ('voided_on', None), ('waived_on', None)), fields=['holder', 'due_on'], name='open_by_holder'), models.Index(condition=models.Q(('discharged_on', None), ('voided_on', None), ('waived_on', None)), fields=['due_on', 'duty'], name='open_by_due'), models.Index(condition=models.Q(('discharged_on', None), ('voided_on', None), ('waived_on', None)), fields=['late_until'], name='open_by_end_of_grace'), models.Index(condition=models.Q(('discharged_on', None), ('voided_on', None), ('waived_on', None), ('run_id', None)), fields=['subject'], name='open_singles_by_subject'), models.Index(condition=models.Q(('discharged_on', None), ('voided_on', None), ('waived_on', None)), fields=['duty', 'area_code', 'due_on'], name='open_by_duty')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('run_id__isnull', False), ('voided_on', None)), fields=('due_on', 'duty', 'subject', 'period_first'), name='a_period_is_owed_once'), models.CheckConstraint(condition=models.Q(('late_until__gte', models.F('due_on'))), name='grace_ends_after_the_due_day'), models.CheckConstraint(condition=models.Q(models.Q(('discharged_on', None), ('waived_on', None)), models.Q(('discharged_on', None), ('voided_on', None)), models.Q(('voided_on', None), ('waived_on', None)), _connector='OR'), name='an_obligation_ends_in_one_way')],
                    },
                ),
            ],
        ),
    ]
