from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0001_initial'),
        ('parties', '0002_import'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('state__in', ['applied', 'approved'])), fields=['area_code', 'state', 'planned_on'], name='visits_planned'),
        ),
    ]
