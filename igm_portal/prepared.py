"""Queries that are written once and asked at every request.

Writing the SQL of a query takes Django far longer than the database takes to answer it. Here only
the SQL is kept, never an answer: who may see what is asked afresh every time.
"""

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=Model)


class Given(Expression):
    """The place of a value that is told when the query is asked, converted as this field does."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, Any]:
        return "%s", [self]

    def told(self, values: Mapping[str, Any], connection: BaseDatabaseWrapper) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Prepared(Generic[M]):
    """A query with places of `Given`. `write` makes it, at the first question."""

    def __init__(self, write: Callable[[], QuerySet[M]]) -> None:
        self._write = write
        self._written: _Written | None = None

    def __call__(self, **values: Any) -> list[M]:
        """All rows for these values. Raises TransactionManagementError for a lock that would be
        gone at once, as Django does.
        """
        if self._written is None:
            self._written = _Written(self._write())
        asked = _Asked(self._written.told(values))
        return list(ModelIterable(cast(QuerySet[M], asked)))

    def one(self, **values: Any) -> M | None:
        """The row, for a query that has one at most."""
        return next(iter(self(**values)), None)


class _Written(SQLCompiler):
    """A compiler that writes once, and remembers which columns the rows have."""

    values: Mapping[str, Any]

    def __init__(self, queryset: QuerySet[Any]) -> None:
        super().__init__(queryset.query, connections[queryset.db], queryset.db)
        self.locks = bool(queryset.query.select_for_update)
        self.sql, self.places = super().as_sql()

    def told(self, values: Mapping[str, Any]) -> "_Written":
        """The same, for one question on the connection of this thread."""
        mine = copy(self)
        mine.connection, mine.values = connections[self.using or DEFAULT_DB_ALIAS], values
        return mine

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        if self.locks and self.connection.get_autocommit():
            raise TransactionManagementError("A lock needs a transaction.")
        values, connection = self.values, self.connection
        return self.sql, tuple(
            place.told(values, connection) if isinstance(place, Given) else place
            for place in cast(tuple[Any, ...], self.places)
        )


class _Asked:
    """All that reading rows wants from a queryset: the database, and the compiler."""

    _known_related_objects: Mapping[Any, Any] = {}

    def __init__(self, compiler: _Written) -> None:
        self.compiler, self.db, self.query = compiler, compiler.using, self

    def get_compiler(self, using: str) -> _Written:
        return self.compiler
