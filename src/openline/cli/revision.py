"""`openline new-revision`, for those who change the tables (docs/guide/operations.md)."""

import tempfile
from pathlib import Path

import click

from openline import bootstrap
from openline.store import metadata
from openline.store.migrations import run as migrations
from openline.store.migrations import steps


@click.command("new-revision")
@click.argument("name")
def new_revision(name: str) -> None:
    """Write a migration from what the newest one makes to the tables in code.

    \b
    openline new-revision "add tags of contacts"
    """
    bootstrap.gather_tables()
    with tempfile.TemporaryDirectory() as room:
        target = migrations.SqliteFile(Path(room) / "openline.db")
        migrations.upgrade(target, metadata)
        path = target.run(lambda connection: steps.write_revision(connection, metadata, name))
    click.echo(f"Read it, try it on both stores (tests/server/test_migrations.py), then commit it:\n{path}")
