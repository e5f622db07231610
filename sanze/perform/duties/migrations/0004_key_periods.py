from django.db import migrations, models


# The table is partitioned, so it is changed by hand like it was made; a test compares it with the model.
FORWARD = """
ALTER TABLE duties_obligation ADD ordinal smallint NOT NULL DEFAULT 1;
ALTER TABLE duties_obligation ADD key_period varchar(60) NOT NULL DEFAULT '';
DROP INDEX a_period_is_owed_once;
CREATE UNIQUE INDEX a_period_is_owed_once ON duties_obligation (due_on, duty, subject, period_first, ordinal)
    WHERE run_id IS NOT NULL AND voided_on IS NULL;
"""
BACKWARD = """
DROP INDEX a_period_is_owed_once;
CREATE UNIQUE INDEX a_period_is_owed_once ON duties_obligation (due_on, duty, subject, period_first)
    WHERE run_id IS NOT NULL AND voided_on IS NULL;
ALTER TABLE duties_obligation DROP ordinal, DROP key_period;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0003_reminders'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FORWARD, BACKWARD)],
            state_operations=[
                migrations.AddField(
                    model_name='obligation',
                    name='ordinal',
                    field=models.SmallIntegerField(db_default=1, default=1, verbose_name='序次'),
                ),
                migrations.AddField(
                    model_name='obligation',
                    name='key_period',
                    field=models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='重点时段编号'),
                ),
                migrations.RemoveConstraint(model_name='obligation', name='a_period_is_owed_once'),
                migrations.AddConstraint(
                    model_name='obligation',
                    constraint=models.UniqueConstraint(condition=models.Q(('run_id__isnull', False), ('voided_on', None)), fields=('due_on', 'duty', 'subject', 'period_first', 'ordinal'), name='a_period_is_owed_once'),
                ),
            ],
        ),
        migrations.AlterField(
            model_name='obligation',
            name='void_reason',
            field=models.CharField(blank=True, choices=[('gone', '对象已不在该职责范围内'), ('moved', '属地或责任岗位变更，另行生成'), ('recast', '工作日安排变更，另行生成'), ('lowered', '重点时段调整或者提前结束'), ('superseded', '制度变更，按新制度执行'), ('settled', '所涉事项已终结')], max_length=12, verbose_name='作废原因'),
        ),
    ]
