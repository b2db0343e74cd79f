"""The store alone: with a table of its own, on both stores."""

import pytest

from tests.support import things
from tests.support.store import clock, ids, other_node, published, runner, store
from tests.support.store import database as empty_database

__all__ = ["clock", "empty_database", "ids", "other_node", "published", "runner", "store"]


@pytest.fixture
def database(empty_database: str) -> str:
    """The product's tables and the tests' own."""
    things.add_table(empty_database)
    return empty_database
