"""A company on the store under test."""

import pytest

from openline.kit.clock import Clock
from openline.store import Store
from openline.store.batch import Runner
from tests.support.desk import Company, subscribe


@pytest.fixture
async def company(store: Store, clock: Clock, runner: Runner) -> Company:
    """An account with an administrator and an empty queue."""
    subscribe(runner)
    return await Company(store, clock).found()
