"""What columns and titles of files of people mean, and files that wait for that choice."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


def forget_previews(apps, schema_editor):
    """A preview from before has rows in another form; it is uploaded again."""
    apps.get_model("accounts", "ImportPreview").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_roles_by_place'),
    ]

    operations = [
        migrations.RunPython(forget_previews, migrations.RunPython.noop),
        migrations.CreateModel(
            name='ImportLayout',
            fields=[
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='accounts.organisation')),
                ('columns', models.JSONField(default=dict)),
                ('titles', models.JSONField(default=dict)),
                ('department', models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.AddField(
            model_name='importpreview',
            name='reading',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='ImportUpload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField()),
                ('table', models.JSONField()),
                ('start', models.DateField()),
                ('leavers_on', models.DateField(null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
            ],
        ),
    ]
