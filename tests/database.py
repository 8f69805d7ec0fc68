"""The database of a test, as an address for a program of its own."""

from urllib.parse import quote

from django.db import connection


def database_url(name: str | None = None) -> str:
    """For IGM_DATABASE_URL; with `name` another database on the same server."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    user, host = str(values["USER"]), quote(str(values["HOST"]), safe="")
    password = f":{quote(str(values['PASSWORD']))}" if values["PASSWORD"] else ""
    port = f":{values['PORT']}" if values["PORT"] else ""
    return f"postgres://{user}{password}@{host}{port}/{name or values['NAME']}"
