"""What Alembic does for us: run the revisions, compare a store with the tables in code, write a revision."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script

from openline.store.migrations import HERE, head


def upgrade(connection: sa.Connection, metadata: sa.MetaData) -> None:
    """Run what is missing, each revision in a transaction."""
    command.upgrade(_config(connection, metadata), "head")


def differences(connection: sa.Connection, metadata: sa.MetaData) -> list[Any]:
    """What the store has otherwise than the tables in code; empty when they agree."""
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def write_revision(connection: sa.Connection, metadata: sa.MetaData, name: str) -> Path:
    """Write a revision that brings the store to the tables in code; read it before committing it."""
    config = _config(connection, metadata)
    number = f"{1 + int(head() or 0):04d}"
    script = command.revision(config, name, autogenerate=True, rev_id=number)
    assert isinstance(script, Script)
    return Path(script.path)


def _config(connection: sa.Connection, metadata: sa.MetaData) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config
