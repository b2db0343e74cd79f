"""Each rule for Python is broken once on purpose, and seen."""

from pathlib import Path

import pytest

import house_python
from house_words import Source

SERVICE = "src/openline/features/messages/service.py"


def rules(tmp_path: Path, name: str, text: str) -> list[str]:
    path = tmp_path / "file.py"
    path.write_text(text)
    return [breach.rule for breach in house_python.inspect(Source(name, path))]


def test_a_module_stops_at_400_lines(tmp_path: Path) -> None:
    assert rules(tmp_path, SERVICE, "x = 1\n" * 400) == []
    assert rules(tmp_path, SERVICE, "x = 1\n" * 401) == ["long-module"]


def test_a_function_stops_at_60_lines(tmp_path: Path) -> None:
    assert rules(tmp_path, SERVICE, "def f():\n" + "    x = 1\n" * 59) == []
    assert rules(tmp_path, SERVICE, "def f():\n" + "    x = 1\n" * 60) == ["long-function"]


def test_migrations_may_be_long(tmp_path: Path) -> None:
    name = "src/openline/store/migrations/versions/0001_start.py"
    assert rules(tmp_path, name, "def upgrade():\n" + "    x = 1\n" * 600) == []


@pytest.mark.parametrize(
    ("signature", "found"),
    [
        ("def f(a, b, c, d, e): ...", []),
        ("def f(a, b, c, d, e, g): ...", ["many-parameters"]),
        ("def f(a, b, *, c, d, e, g): ...", ["many-parameters"]),
        ("class C:\n    def f(self, a, b, c, d, e): ...", []),
        ("class C:\n    def __init__(self, a, b, c, d, e, f, g): ...", []),
    ],
)
def test_five_parameters_are_enough(tmp_path: Path, signature: str, found: list[str]) -> None:
    assert rules(tmp_path, SERVICE, signature) == found


@pytest.mark.parametrize("room", ["api.py", "api/pages.py"])
def test_routes_may_take_more_parameters(tmp_path: Path, room: str) -> None:
    name = f"src/openline/features/messages/{room}"
    assert rules(tmp_path, name, "async def f(a, b, c, d, e, g): ...") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("db.commit()", ["commit"]),
        ("await session.rollback()", ["commit"]),
        ("db.execute('COMMIT')", ["commit"]),
        ("db.execute(' SAVEPOINT a')", ["commit"]),
        ("await store.commit(reply, actor, text=text)", []),
        ("text = 'COMMIT early and often is what they say, and they are right'", []),
    ],
)
def test_only_the_store_commits(tmp_path: Path, line: str, found: list[str]) -> None:
    assert rules(tmp_path, SERVICE, f"async def f():\n    {line}\n") == found
    assert rules(tmp_path, "src/openline/store/sqlite.py", f"async def f():\n    {line}\n") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("from openline.features.people import repository", ["slice-face"]),
        ("from openline.features.people.tables import people", ["slice-face"]),
        ("import openline.features.people.api", ["slice-face"]),
        ("from openline.features.people import service, types", []),
        ("from openline.features.people.service.invite import invite", []),
        ("from openline.features.messages import repository", []),
        ("from openline.store import UnitOfWork", []),
    ],
)
def test_slices_see_each_others_face_only(tmp_path: Path, line: str, found: list[str]) -> None:
    assert rules(tmp_path, SERVICE, line) == found


def test_other_rooms_see_no_tables_of_a_slice(tmp_path: Path) -> None:
    line = "from openline.features.people import tables, api"
    assert rules(tmp_path, "src/openline/realtime/hub.py", line) == ["slice-face"]
    assert rules(tmp_path, "src/openline/bootstrap/parts.py", line) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from datetime import datetime\nx = datetime.now()", ["outside"]),
        ("import datetime as dt\nx = dt.datetime.utcnow()", ["outside"]),
        ("import time\nx = time.time()", ["outside"]),
        ("from time import time_ns\nx = time_ns()", ["outside"]),
        ("import time\nx = time.perf_counter()", []),
        ("from uuid import uuid4\nx = uuid4()", ["outside"]),
        ("import random\nx = random.choice([1])", ["outside"]),
        ("import random\nx = random.Random()", ["outside"]),
        ("import random\nx = random.Random(7).random()", []),
        ("def f(random):\n    return random.choice([1])", []),
        ("import os\nx = os.environ['A']", ["outside"]),
        ("from os import getenv\nx = getenv('A')", ["outside"]),
    ],
)
def test_time_dice_and_environment_have_one_door_each(tmp_path: Path, text: str, found: list[str]) -> None:
    assert rules(tmp_path, SERVICE, text) == found


def test_the_doors_themselves_may_look_outside(tmp_path: Path) -> None:
    assert rules(tmp_path, "src/openline/kit/clock.py", "import time\nx = time.time()") == []
    assert rules(tmp_path, "src/openline/config.py", "import os\nx = os.environ") == []


@pytest.mark.parametrize(
    ("handler", "found"),
    [
        ("except Exception:\n    pass", ["broad-catch"]),
        ("except (ValueError, Exception):\n    pass", ["broad-catch"]),
        ("except:\n    pass", ["broad-catch"]),
        ("except BaseException:\n    undo()\n    raise", []),
        ("except Exception:  # loop top: job\n    pass", []),
        ("except ValueError:\n    pass", []),
    ],
)
def test_only_loop_tops_catch_everything(tmp_path: Path, handler: str, found: list[str]) -> None:
    assert rules(tmp_path, SERVICE, f"try:\n    work()\n{handler}\n") == found


def test_suppressing_everything_is_catching_everything(tmp_path: Path) -> None:
    text = "import contextlib\nwith contextlib.suppress(Exception):\n    work()\n"
    assert rules(tmp_path, SERVICE, text) == ["broad-catch"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import time\ntime.sleep(1)", ["sleep"]),
        ("import asyncio\nasync def f():\n    await asyncio.sleep(0.1)", ["sleep"]),
        ("import asyncio\nasync def f():\n    await asyncio.sleep(0)", []),
        ("def f(page):\n    page.wait_for_timeout(500)", ["sleep"]),
        ("from unittest.mock import Mock", ["patch"]),
        ("def f(monkeypatch):\n    monkeypatch.setattr('openline.kit.clock.now', 1)", ["patch"]),
        ("def f(monkeypatch):\n    monkeypatch.setenv('TZ', 'UTC')", []),
    ],
)
def test_tests_neither_sleep_nor_patch(tmp_path: Path, text: str, found: list[str]) -> None:
    assert rules(tmp_path, "tests/features/test_x.py", text) == found
