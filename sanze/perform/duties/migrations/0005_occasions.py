from django.db import migrations, models

# The table is made by hand, see 0001; the default lets statements that make recurring rows leave it out.
COLUMN = "ALTER TABLE duties_obligation ADD COLUMN occasion varchar(60) NOT NULL DEFAULT ''"
NO_COLUMN = "ALTER TABLE duties_obligation DROP COLUMN occasion"


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0004_key_periods'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(COLUMN, NO_COLUMN)],
            state_operations=[
                migrations.AddField(
                    model_name='obligation',
                    name='occasion',
                    field=models.CharField(blank=True, max_length=60, verbose_name='触发情形'),
                ),
            ],
        ),
    ]
