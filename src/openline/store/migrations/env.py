"""Run by Alembic. The connection and the metadata come from openline.store.migrations.run."""

from typing import Any, Literal

from alembic import context

from openline.store.metadata import Int
from openline.store.migrations import head


def render_item(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Our integer is one word in a revision, as it is in the tables."""
    return "Int" if kind == "type" and item is Int else False


settings = context.config.attributes
context.configure(
    connection=settings["connection"],
    target_metadata=settings["metadata"],
    render_item=render_item,
    # SQLite alters a table by copying it; tables that are made whole need no such wrapping.
    render_as_batch=head() is not None,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
