"""Jobs are tried on both stores: ask for `store`."""

import random

import pytest

from openline.jobs.outbox import OutboxLoop
from openline.kit.clock import Clock
from openline.store import Store
from tests.jobs.lanes import Loop, MakeLoop
from tests.support.connectors import FakePlatform
from tests.support.store import clock, database, ids, published, runner, store

__all__ = ["clock", "database", "ids", "published", "runner", "store"]


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform()


@pytest.fixture
def make_loop(store: Store, clock: Clock, platform: FakePlatform) -> MakeLoop:
    return lambda name: OutboxLoop(store, clock, platform, worker=name, dice=random.Random(3))


@pytest.fixture
def loop(make_loop: MakeLoop) -> Loop:
    return make_loop("a")
