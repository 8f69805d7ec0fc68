"""Rows of several tables by one query that stands as SQL, for what nearly every page asks.

Django composes a query anew each time; of a join of wide tables that takes longer than the
database takes to answer it (docs/adr/0085-what-helped-a-page-turn.md). The row is of the model
whose `objects.raw()` reads it; what it has of other tables becomes an object here.
"""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import DateField, DateTimeField, Field, Model, UUIDField

AnyModel = TypeVar("AnyModel", bound=Model)

_UUID: "Field[UUID, UUID]" = UUIDField()
_MOMENT: "Field[datetime, datetime]" = DateTimeField()
_DAY: "Field[date, date]" = DateField()


def columns_of(model: type[Model], table: str, *, without: Collection[str] = ()) -> str:
    """The columns of `model` for a SELECT, as `table_column`; `table` is its name in the query."""
    fields = _fields(model, tuple(without))
    return ", ".join(f'{table}."{field.column}" AS {table}_{field.column}' for field in fields)


def object_of(
    model: type[AnyModel], table: str, row: Model, *, without: Collection[str] = ()
) -> AnyModel:
    """The object of the columns that `columns_of` named so. A LEFT JOIN must have found one."""
    fields = _fields(model, tuple(without))
    values = [field.to_python(getattr(row, f"{table}_{field.column}")) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], values)


def as_parameter(value: UUID | datetime) -> Any:
    """An id or a moment as this database has it."""
    field = _MOMENT if isinstance(value, datetime) else _UUID
    return field.get_db_prep_value(value, connection)


def as_id(value: object) -> UUID:
    """An id as this database gives it, in a row without a model."""
    ident: UUID = _UUID.to_python(value)
    return ident


def as_day(value: object) -> date:
    """A day as this database gives it, in a row without a model."""
    day: date = _DAY.to_python(value)
    return day


def places_for(values: Collection[object]) -> str:
    """Places for these parameters in a list of a query; nothing is equal to an empty list."""
    return ", ".join(["%s"] * len(values)) or "NULL"


@cache
def _fields(model: type[Model], without: tuple[str, ...]) -> "tuple[Field[object, object], ...]":
    return tuple(field for field in model._meta.concrete_fields if field.name not in without)
