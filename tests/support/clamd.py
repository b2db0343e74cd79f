"""A real clamd on this machine for tests, which knows one virus: ours, harmless, by a signature written by hand."""

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.waiting import until

VIRUS = b"Openline's own test virus: it does nothing, and only this signature knows it."
VIRUS_NAME = "Openline.Harmless.UNOFFICIAL"  # clamd's word for signatures that are not its maker's
STREAM_MAX_BYTES = 2 * 1024 * 1024


class ClamdMissingError(RuntimeError):
    """No clamd was found; the text says what to install."""


@dataclass(frozen=True, slots=True)
class ClamdServer:
    """Both ways in, as the product's settings name them."""

    tcp: str
    unix: str


@pytest.fixture(scope="session")
def clamd() -> Iterator[ClamdServer]:
    """The scanner of this worker, ready to answer."""
    program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if program is None:
        raise ClamdMissingError("no clamd on PATH: install the package clamav-daemon (make test does it as root)")
    # A socket's path must be short, so not pytest's folder.
    with tempfile.TemporaryDirectory(prefix="openline-clamd-") as name:
        folder = Path(name)
        port = _free_port()
        (folder / "db").mkdir()
        signature = f"{hashlib.md5(VIRUS, usedforsecurity=False).hexdigest()}:{len(VIRUS)}:Openline.Harmless\n"
        (folder / "db" / "own.hdb").write_text(signature)
        (folder / "clamd.conf").write_text(
            f"Foreground yes\nDatabaseDirectory {folder}/db\nLocalSocket {folder}/clamd.ctl\nTCPSocket {port}\n"
            f"TCPAddr 127.0.0.1\nStreamMaxLength {STREAM_MAX_BYTES}\nMaxThreads 2\n"
        )
        with (folder / "log").open("w") as log:
            process = subprocess.Popen([program, f"--config-file={folder}/clamd.conf"], stdout=log, stderr=log)
        try:
            until(lambda: _answers(process, port, folder / "log"), "clamd")
            yield ClamdServer(f"tcp://127.0.0.1:{port}", f"unix://{folder}/clamd.ctl")
        finally:
            process.terminate()
            process.wait(20)


def _answers(process: "subprocess.Popen[bytes]", port: int, log: Path) -> bool:
    if process.poll() is not None:
        raise ClamdMissingError(f"clamd did not start: {log.read_text()[-2_000:]}")
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as asked:
            asked.sendall(b"zPING\0")
            return asked.recv(16).startswith(b"PONG")
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])
