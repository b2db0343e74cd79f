"""Starts `openline serve` as its users do, and ends it gently or not at all gently."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.support.waiting import until

START_S = 30.0
STOP_S = 20.0
# The server says where it listens in its own words, once, when the port is bound.
LISTENING = re.compile(rb"http://127\.0\.0\.1:(\d+)")


class StartError(RuntimeError):
    """The process ended instead of serving; carries what it said."""


@dataclass(slots=True)
class ServerProcess:
    """One running node. A context manager, so that a failing test leaves nothing behind."""

    process: "subprocess.Popen[bytes]"
    log: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def stop(self) -> int:
        """As an operator does; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_S)

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait(STOP_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def serve(data: Path, *arguments: str, env: Mapping[str, str] | None = None) -> ServerProcess:
    """A node on a free port of the loopback, ready to answer; its files live in `data`."""
    return start(data, "openline.cli", "serve", *arguments, env=env)


def start(data: Path, module: str, *arguments: str, env: Mapping[str, str] | None = None) -> ServerProcess:
    """The same for any module that serves and says so in the same words."""
    data.mkdir(parents=True, exist_ok=True)
    log = data / "server.log"
    own = environment(data) | dict(env or {})
    with log.open("ab") as out:
        beginning = out.tell()
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=own,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    server = ServerProcess(process, log, port=0)
    try:
        server.port = until(lambda: _port(server, beginning), "port", within_s=START_S)
        until(lambda: _ready(server), "readiness", within_s=START_S)
    except BaseException:
        server.kill()
        raise
    return server


def environment(data: Path) -> dict[str, str]:
    """Nothing of the developer's own settings reaches a test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENLINE_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # a start would compile every module again
    return kept | {
        "OPENLINE_DATA": str(data),
        "OPENLINE_HOST": "127.0.0.1",
        "OPENLINE_PORT": "0",
        "PYTHONUNBUFFERED": "1",
    }


def _port(server: ServerProcess, beginning: int) -> int | None:
    if server.process.poll() is not None:
        raise StartError(server.output())
    found = LISTENING.search(server.log.read_bytes()[beginning:])
    return int(found[1]) if found else None


def _ready(server: ServerProcess) -> bool:
    if server.process.poll() is not None:
        raise StartError(server.output())
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
