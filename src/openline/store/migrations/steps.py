"""What Alembic does for us: run the revisions, compare a store with the tables in code, write a revision."""

from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from openline.store.migrations import HERE


def upgrade(connection: sa.Connection, metadata: sa.MetaData) -> None:
    """Run what is missing, each revision in a transaction."""
    command.upgrade(_config(connection, metadata), "head")


def differences(connection: sa.Connection, metadata: sa.MetaData) -> list[Any]:
    """What the store has otherwise than the tables in code; empty when they agree."""
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def write_revision(connection: sa.Connection, metadata: sa.MetaData, name: str) -> None:
    """Write a revision that brings the store to the tables in code; read it before committing it."""
    command.revision(_config(connection, metadata), name, autogenerate=True)


def _config(connection: sa.Connection, metadata: sa.MetaData) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config
