from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dangers', '0002_working_indexes'),
        ('parties', '0002_import'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='danger',
            index=models.Index(condition=models.Q(('major', True)), fields=['found_on', 'id'], name='dangers_major'),
        ),
        migrations.AddIndex(
            model_name='danger',
            index=models.Index(condition=models.Q(('passing_to_id__isnull', False)), fields=['passing_to_id'], name='dangers_handed_over'),
        ),
    ]
