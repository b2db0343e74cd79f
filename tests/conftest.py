"""Plumbing every test may use. What belongs to one kind of test lives in its own conftest."""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.support.postgres import Server, start_postgres

pytest_plugins = ["tests.support.ground", "tests.support.product", "tests.support.store"]

# Where the processes of this run meet: set by the first one, inherited by the workers.
RUN_FOLDER = "OPENLINE_TEST_RUN_FOLDER"
RUN_OWNER = "OPENLINE_TEST_RUN_OWNER"

hypothesis.settings.register_profile("default", deadline=None, print_blob=True)
hypothesis.settings.register_profile("long", parent=hypothesis.settings.get_profile("default"), max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("OPENLINE_TEST_PROFILE", "default"))

_run_folder = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    folder = tempfile.TemporaryDirectory(prefix="openline-tests-", ignore_cleanup_errors=True)
    config.stash[_run_folder] = folder
    os.environ[RUN_FOLDER] = folder.name
    os.environ[RUN_OWNER] = str(os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    if folder := config.stash.get(_run_folder, None):
        folder.cleanup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests against vendors' specifications are left out where those are not at hand."""
    if os.environ.get("OPENLINE_SPECS"):
        return
    without = [item for item in items if item.get_closest_marker("specs") is not None]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it again and again took a tenth of the whole run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def postgres() -> Server:
    """The PostgreSQL of this run; ask it for a `fresh_database()`."""
    return start_postgres(Path(os.environ[RUN_FOLDER]) / "postgres", owner=int(os.environ[RUN_OWNER]))


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """An empty database of its own for one test."""
    url = postgres.fresh_database()
    yield url
    postgres.drop_database(url)
