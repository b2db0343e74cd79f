"""The store alone: a table of its own, on both stores."""

from tests.support.store import clock, database, ids, other_node, published, runner, store

__all__ = ["clock", "database", "ids", "other_node", "published", "runner", "store"]
