"""Starts telegram-test-api (npm), which is not ours, once for a process; many fakes may share it."""

import atexit
import functools
import subprocess
from pathlib import Path

import setup

FOLDER = Path(__file__).resolve().parent / "telegram"


class PeerError(RuntimeError):
    """The peer did not start; `make setup` installs it."""


@functools.cache
def peer_port() -> int:
    """The loopback port it listens on.

    Raises PeerError.
    """
    if not (FOLDER / "node_modules").is_dir():
        raise PeerError("telegram-test-api is not installed: run `make setup`")
    node = Path(setup.node_folder()) / "node"
    process = subprocess.Popen([node, "server.js"], cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    atexit.register(_end, process)
    line = process.stdout.readline()
    if not line.strip().isdigit():
        raise PeerError("telegram-test-api ended before it listened")
    return int(line)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.communicate()
