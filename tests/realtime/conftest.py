"""Streams are tried on both stores: ask for `node`."""

from collections.abc import AsyncIterator

import pytest

from openline.kit.clock import Clock
from openline.store import Store
from tests.support.realtime import Node, World
from tests.support.store import Published, clock, database, ids, published, runner, store

__all__ = ["clock", "database", "ids", "published", "runner", "store"]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def node(store: Store, published: Published, clock: Clock, world: World) -> AsyncIterator[Node]:
    """The streams of the store's only node."""
    node = Node(store, published, clock, world)
    yield node
    await node.beat.stop()
    await node.publisher.stop()
