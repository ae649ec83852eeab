"""A second database for a while, and all rows from one database to another."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BinaryField, FileField, Model, QuerySet, sql

COPY = "copy"
_MIGRATIONS = "django_migrations"
# Django fills these by itself as soon as the tables are there.
_BY_ITSELF = {_MIGRATIONS, "django_content_type", "auth_permission"}
_BATCH = 400
# A sealed page, or a template of ten megabytes: not many of them in memory at once.
_BATCH_OF_BLOBS = 8


class NotUpToDate(Exception):
    """The tables are not those of this version, so their rows cannot be read."""


@contextmanager
def portable(path: Path) -> Iterator[str]:
    """Yield the alias of an SQLite database in a file; afterwards the file is whole by itself."""
    wanted = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"init_command": "PRAGMA journal_mode=DELETE"},
    }
    configured = connections.configure_settings({DEFAULT_DB_ALIAS: {}, COPY: wanted})
    connections.settings[COPY] = configured[COPY]
    try:
        yield COPY
    finally:
        connections[COPY].close()
        del connections[COPY]
        del connections.settings[COPY]


def snapshot(path: Path) -> None:
    """Write the database as it stands at one moment into a new SQLite file; others go on writing.

    Raises NotUpToDate on PostgreSQL, whose rows are read as this version knows them.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as target:
            connection.connection.backup(target)
            # One file, with nothing beside it.
            target.execute("PRAGMA journal_mode=DELETE")
        return
    if migrations() != known_migrations():
        raise NotUpToDate
    with portable(path) as alias:
        migrate(alias)
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            copy_rows(DEFAULT_DB_ALIAS, alias)


def copy_rows(source: str, target: str) -> None:
    """Replace all rows of one database by those of another, in one transaction.

    Both have the tables of this version. Keys stay as they are.
    """
    tables = every_table()
    with transaction.atomic(using=target), connections[target].cursor() as cursor:
        # Foreign keys are looked at when the transaction ends, so any order does.
        for model in tables:
            name = connections[target].ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 (a name of our own)
        for model in tables:
            _copy_table(model, source, target)
        for words in connections[target].ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(words)


def _copy_table(model: type[Model], source: str, target: str) -> None:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    blobs = any(isinstance(field, BinaryField) for field in fields)
    size = _BATCH_OF_BLOBS if blobs else _BATCH
    rows = _rows(model, source).order_by("pk").iterator(chunk_size=size)
    while batch := list(islice(rows, size)):
        fitting = connections[target].ops.bulk_batch_size(fields, batch)
        for start in range(0, len(batch), fitting):
            query = sql.InsertQuery(model)
            # Raw: values as they are, with no "now" of a field's own.
            query.insert_values(fields, batch[start : start + fitting], raw=True)
            query.get_compiler(using=target).execute_sql()


def _rows(model: type[Model], using: str) -> QuerySet[Model]:
    return QuerySet(model, using=using)


def every_table() -> list[type[Model]]:
    """Return every model that has a table, those between many and many included."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def row_counts(using: str = DEFAULT_DB_ALIAS) -> dict[str, int]:
    """Return how many rows each table of a database has, whoever made it."""
    with connections[using].cursor() as cursor:
        counts = {}
        for table in sorted(connections[using].introspection.table_names(cursor)):
            name = connections[using].ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 (a name it gave us)
            counts[table] = int(cursor.fetchone()[0])
    counts.pop(_MIGRATIONS, None)
    return counts


def written(using: str = DEFAULT_DB_ALIAS) -> dict[str, int]:
    """Return the tables into which somebody has written; none in an empty database."""
    return {
        table: count
        for table, count in row_counts(using).items()
        if count and table not in _BY_ITSELF
    }


def strangers() -> list[str]:
    """Return the tables of Chibo's database that are not Chibo's."""
    ours = {model._meta.db_table for model in every_table()} | {_MIGRATIONS}
    with connection.cursor() as cursor:
        return sorted(set(connection.introspection.table_names(cursor)) - ours)


def migrations(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """Return "app.name" of each migration that a database has."""
    applied = MigrationRecorder(connections[using]).applied_migrations()
    return {f"{app}.{name}" for app, name in applied}


def known_migrations() -> set[str]:
    """Return "app.name" of each migration of this version."""
    loader = MigrationLoader(None)
    return {f"{app}.{name}" for app, name in loader.graph.nodes}


def migrate(using: str) -> None:
    """Bring a database to the tables of this version."""
    call_command("migrate", database=using, interactive=False, verbosity=0)


def named_files(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """Return the names of all uploaded files that a row speaks of, below files/."""
    names: set[str] = set()
    for model in every_table():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                rows = _rows(model, using)
                names |= set(rows.values_list(field.name, flat=True)) - {""}
    return names


def flaws(using: str) -> list[str]:
    """Return what SQLite finds wrong with a copy: broken pages, keys that point at nothing."""
    with connections[using].cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(5)")
        broken = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return broken + [f"{row[0]} {row[1]} → {row[2]}" for row in cursor.fetchmany(5)]
