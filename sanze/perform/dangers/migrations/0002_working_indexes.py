from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dangers', '0001_initial'),
        ('parties', '0002_import'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='danger',
            index=models.Index(condition=models.Q(('state__in', ['closed', 'dismissed']), _negated=True), fields=['area_code', 'state', 'major', 'due_on'], name='dangers_open'),
        ),
        migrations.AddIndex(
            model_name='danger',
            index=models.Index(condition=models.Q(('listed', True)), fields=['area_code'], name='dangers_listed'),
        ),
    ]
