"""A company whose agents have canned responses."""

import pytest

from openline.bootstrap.following import follow
from openline.kit.clock import Clock
from openline.store import Store
from openline.store.batch import Runner
from tests.support.desk import Company


@pytest.fixture
async def company(store: Store, clock: Clock, runner: Runner) -> Company:
    """An account with an administrator, an empty queue and a widget."""
    follow(runner)
    return await Company(store, clock).found()
