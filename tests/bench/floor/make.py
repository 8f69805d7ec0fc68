"""Make the one table of the floor."""

import django
from django.db import connection

django.setup()

if __name__ == "__main__":
    from tests.bench.floor.pages import Answers  # a model needs Django to be ready

    with connection.schema_editor() as editor:
        editor.create_model(Answers)
