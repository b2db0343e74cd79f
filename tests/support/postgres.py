"""A real PostgreSQL for the tests, one server for all workers of a test run."""

import contextlib
import fcntl
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.waiting import until

SUPERUSER = "openline"
SETTINGS = {
    "deadlock_timeout": "100ms",  # a test that provokes a deadlock need not wait a second for it
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}
# For a server of one's own whose tests look at what is stored; never where something is killed.
NOT_DURABLE = {**SETTINGS, "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}

_numbers = itertools.count(1)


class PostgresMissingError(RuntimeError):
    """No usable server was found; the text says what to install."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, and the binaries it was started with."""

    host: str
    port: int
    binaries: Path
    data: Path
    keeper: int
    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}@{self.host}:{self.port}/{database}"

    def fresh_database(self, template: str = "template1") -> str:
        """The address of a database nobody has used."""
        name = f"t{os.getpid()}_{next(_numbers)}"
        self._tool("createdb", "--template", template, name)
        return self.url(name)

    def template(self, name: str, prepare: Callable[[str], None]) -> str:
        """A template filled by `prepare(url)`, once in a test run whoever comes first."""
        with _locked(self.folder / f"{name}.lock"):
            done = self.folder / f"{name}.done"
            if not done.exists():
                self._tool("dropdb", "--force", "--if-exists", name)
                self._tool("createdb", name)
                prepare(self.url(name))
                done.touch()
        return name

    def drop_database(self, url: str) -> None:
        self._tool("dropdb", "--force", "--if-exists", url.rsplit("/", 1)[1])

    def stop(self) -> None:
        """End it now; who shares a server leaves that to the end of the run."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.keeper, signal.SIGTERM)
        until(lambda: not self.data.exists(), "end of PostgreSQL")

    def _tool(self, tool: str, *arguments: str) -> None:
        address = ["--host", self.host, "--port", str(self.port), "--username", SUPERUSER]
        command = [str(self.binaries / tool), *address, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{tool}: {done.stderr.strip()}")


def start_postgres(folder: Path, *, owner: int, settings: Mapping[str, str] = SETTINGS) -> Server:
    """The server that belongs to `folder`; it ends when the process `owner` has ended."""
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "server.json"
    with _locked(folder / "server.lock"):
        if not note.exists():
            _start_keeper(folder, owner, settings)
            until(note.exists, f"PostgreSQL (see {folder / 'keeper.log'})", within_s=90)
    found = json.loads(note.read_text())
    if "problem" in found:
        raise PostgresMissingError(found["problem"])
    paths = {name: Path(found[name]) for name in ("binaries", "data")}
    return Server(found["host"], found["port"], keeper=found["keeper"], folder=folder, **paths)


def _start_keeper(folder: Path, owner: int, settings: Mapping[str, str]) -> None:
    """A process of its own, so that no worker's end takes the server from the others."""
    keeper = Path(__file__).with_name("postgres_keeper.py")
    order = json.dumps({"folder": str(folder), "owner": owner, "settings": dict(settings)})
    with (folder / "keeper.log").open("w") as log:
        # The first process only starts the second, which then belongs to nobody.
        subprocess.run(
            [sys.executable, str(keeper), order],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=True,
        )


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
