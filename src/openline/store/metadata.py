"""The one MetaData on which the store's and the slices' tables hang, and the few column types hot tables may use."""

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Rowid tables need INTEGER on SQLite; PostgreSQL needs BIGINT.
Int = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def whole(name: str, *args: Any, nullable: bool = False, default: int | None = None, primary: bool = False) -> Any:
    """An integer column: ids, instants in ms, counts, and 0/1 for yes and no."""
    server_default = None if default is None else sa.text(str(default))
    return sa.Column(
        name, Int, *args, nullable=nullable, server_default=server_default, primary_key=primary, autoincrement=False
    )


def text(name: str, *args: Any, nullable: bool = False, primary: bool = False, default: str | None = None) -> Any:
    """A text column; JSON is kept as text too, encoded by msgspec."""
    return sa.Column(
        name,
        sa.Text,
        *args,
        nullable=nullable,
        primary_key=primary,
        server_default=None if default is None else sa.text(f"'{default}'"),
    )


def account() -> Any:
    """The column that walls accounts off: on every table."""
    return whole("account_id")
