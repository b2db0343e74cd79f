"""Run by Alembic. The connection and the metadata come from openline.store.migrations.run."""

from typing import Any, Literal

from alembic import context

from openline.store.metadata import Int


def render_item(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Our integer is one word in a revision, as it is in the tables."""
    return "Int" if kind == "type" and item is Int else False


settings = context.config.attributes
context.configure(
    connection=settings["connection"],
    target_metadata=settings["metadata"],
    render_item=render_item,
    render_as_batch=settings["connection"].dialect.name == "sqlite",
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
