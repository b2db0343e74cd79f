"""Jobs are tried on both stores: ask for `store`."""

from tests.support.store import clock, database, ids, published, runner, store

__all__ = ["clock", "database", "ids", "published", "runner", "store"]
