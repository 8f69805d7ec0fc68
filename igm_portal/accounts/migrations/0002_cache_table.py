from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, editor):
    """Rate limits of the sign-in live in the database; without this table nobody could sign in."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
