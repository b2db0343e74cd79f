"""The import contracts, tried on a small copy of the house: whole it passes, each breach is seen."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {
    "cli": "from openline import bootstrap, config",
    "config": "",
    "bootstrap": "from openline import config, server, jobs, realtime, simulate\n"
    "from openline.connectors import registry\nfrom openline.features.people import tables, repository",
    "server.app": "from openline.features.people import api",
    "jobs.deadlines": "from openline.features.routing import service",
    "realtime.hub": "from openline.features.people import service",
    "simulate.customers": "from openline.features.routing import service",
    "features.people.api": "from openline.features.people import service, schemas, types",
    "features.people.service": "from openline.features.people import repository, errors\n"
    "from openline.connectors import base",
    "features.people.repository": "from openline.features.people import tables\nfrom openline import store",
    "features.people.schemas": "from openline.features.people import types",
    "features.people.tables": "from openline import store",
    "features.people.types": "",
    "features.people.events": "from openline import store",
    "features.people.errors": "from openline.kit import errors",
    "features.routing.api": "from openline.features.routing import service",
    "features.routing.jobs": "from openline.features.routing import service",
    "features.routing.repository": "",
    "features.routing.tables": "",
    "features.routing.service": "from openline.features.people import service\nfrom openline.engine import step",
    "connectors.base": "from openline.kit import errors",
    "connectors.registry": "from openline.connectors import base\nfrom openline.connectors import webchat",
    "connectors.webchat": "from openline.connectors import base",
    "connectors.telegram": "from openline.connectors import base\nimport httpx",
    "store.uow": "from openline.kit import clock",
    "engine.step": "import datetime\nfrom openline.kit import errors",
    "kit.clock": "import time",
    "kit.errors": "",
}
BREACHES = {
    "kit.errors": ("from openline import store", "1. Top to bottom"),
    "store.uow": ("from openline.features.people import tables", "1. Top to bottom"),
    "server.app": ("from openline import jobs", "1. Top to bottom"),
    "features.people.service": ("from openline.features.people import api", "2. Inside a slice"),
    "features.people.types": ("from openline.features.people import tables", "2. Inside a slice"),
    "engine.step": ("import asyncio", "3. The engine is pure"),
    "connectors.telegram": ("from openline.connectors import webchat", "4. Connectors are islands"),
    "features.routing.service": ("from openline.connectors import webchat", "5. Features see"),
    "features.people.errors": ("from openline.features.routing import service", "6. Slices form no cycle"),
    "features.routing.api": ("from openline.features.routing import tables", "7. HTTP and jobs"),
    "connectors.webchat": ("from openline import engine", "8. A connector knows"),
    "realtime.hub": ("from openline import config", "9. Only cli and bootstrap"),
}


def build(folder: Path, changed: str | None = None, line: str = "") -> None:
    shutil.copy(ROOT / ".importlinter", folder)
    for name, text in ROOMS.items():
        path = folder.joinpath("openline", *name.split(".")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n{line if name == changed else ''}\n")
    for package in {path.parent for path in folder.rglob("*.py")} | {folder / "openline" / "features"}:
        (package / "__init__.py").touch()


def lint(folder: Path) -> tuple[int, str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_well_ordered_house_passes(tmp_path: Path) -> None:
    build(tmp_path)
    status, output = lint(tmp_path)
    assert status == 0, output


@pytest.mark.parametrize("room", BREACHES)
def test_a_breach_is_seen(tmp_path: Path, room: str) -> None:
    line, contract = BREACHES[room]
    build(tmp_path, room, line)
    status, output = lint(tmp_path)
    broken = [row for row in output.splitlines() if " BROKEN" in row]
    assert status == 1, output
    assert any(row.startswith(contract) for row in broken), output
