"""Whom to ask in an organisation, and where its statements stand."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0011_import_layout'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='accessibility_address',
            field=models.URLField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='organisation',
            name='accessibility_text',
            field=models.TextField(blank=True, default='', max_length=10000),
        ),
        migrations.AddField(
            model_name='organisation',
            name='contact_email',
            field=models.EmailField(blank=True, default='', max_length=254),
        ),
        migrations.AddField(
            model_name='organisation',
            name='contact_hours',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
        migrations.AddField(
            model_name='organisation',
            name='contact_name',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
        migrations.AddField(
            model_name='organisation',
            name='contact_phone',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='organisation',
            name='feedback_address',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='organisation',
            name='privacy_address',
            field=models.URLField(blank=True, default='', max_length=500),
        ),
    ]
