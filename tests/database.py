"""The database of a test: its address for a program of its own, and what stands in a row."""

from urllib.parse import quote

from django.db import connection
from django.db.models import Model


def database_url(name: str | None = None, user: str | None = None) -> str:
    """For IGM_DATABASE_URL; with `name` another database on the same server, with `user` another
    user, who has no password."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    owner, host = str(values["USER"]), quote(str(values["HOST"]), safe="")
    password = f":{quote(str(values['PASSWORD']))}" if values["PASSWORD"] and not user else ""
    port = f":{values['PORT']}" if values["PORT"] else ""
    return f"postgres://{user or owner}{password}@{host}{port}/{name or values['NAME']}"


def values(row: Model) -> dict[str, object]:
    """What was read of a row, by the names of its columns."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in row.get_deferred_fields()
    }
