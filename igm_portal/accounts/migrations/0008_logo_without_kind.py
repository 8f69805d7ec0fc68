from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_logo_png'),
    ]

    operations = [
        migrations.RemoveField(model_name='logo', name='kind'),
    ]
