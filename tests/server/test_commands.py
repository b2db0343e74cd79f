"""The operator's commands, as they are typed: beside a running server, and without one."""

import asyncio
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
import websockets

from tests.support.processes import StartError, environment, serve
from tests.support.waiting import until

pytestmark = pytest.mark.server
LIMIT_S = 60


def openline(data: Path, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "openline.cli", *arguments],
        env=environment(data) | dict(env or {}),
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


def said(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_first_start_prints_a_link_for_the_administrator_and_it_works(tmp_path: Path) -> None:
    with serve(tmp_path) as server:
        output = server.output()
        token = output.partition("/link/")[2].split()[0]
        body = {"name": "Anna", "email": "anna@example.com", "password": "correct horse battery"}
        answer = httpx.post(f"{server.url}/api/v1/links/{token}", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json()["person"]["role"] == "administrator"
        assert httpx.head(f"{server.url}/").status_code == 200
        assert server.stop() == 0
        assert '"level":"error"' not in server.output()
    with serve(tmp_path) as server:
        assert "/link/" not in server.output().split("Openline listens on")[-1]


def test_commands_go_through_the_server_that_owns_the_store(tmp_path: Path) -> None:
    with serve(tmp_path) as server:
        invited = said(openline(tmp_path, "user", "create", "mai@example.com", "--name", "Mai Nguyen"))
        assert f"{server.url}/link/" in invited
        token = said(
            openline(tmp_path, "token", "create", "mai@example.com", "--name", "x", "--scope", "people:read")
        ).strip()
        headers = {"authorization": f"Bearer {token}"}
        people = httpx.get(f"{server.url}/api/v1/people", headers=headers).json()
        assert [person["name"] for person in people["items"]] == ["Mai Nguyen"]
        (row,) = (line.split() for line in said(openline(tmp_path, "token", "list")).splitlines()[1:])
        said(openline(tmp_path, "token", "revoke", row[0]))
        assert httpx.get(f"{server.url}/api/v1/people", headers=headers).status_code == 401
        assert "gaps 0, doubles 0, missing 0" in said(openline(tmp_path, "check-log"))
        assert "/link/" in said(openline(tmp_path, "user", "reset-link", "mai@example.com"))
        backup = tmp_path / "b.tar.gz"
        said(openline(tmp_path, "backup", str(backup)))
        assert backup.is_file()
        assert stat.S_IMODE((tmp_path / "admin.sock").stat().st_mode) == 0o600


def test_the_same_commands_work_without_a_server(tmp_path: Path) -> None:
    said(openline(tmp_path, "user", "create", "mai@example.com", "--name", "Mai", "--role", "administrator"))
    assert "mai@example.com" in said(openline(tmp_path, "user", "list"))
    second = openline(tmp_path, "account", "create", "Lotus", "--domain", "chat.lotus.example")
    assert "https://chat.lotus.example/link/" in said(second)
    assert "Lotus" in said(openline(tmp_path, "account", "list"))
    unclear = openline(tmp_path, "user", "list")
    assert (unclear.returncode, "say which account with --account" in unclear.stderr) == (1, True)
    assert "none" in said(openline(tmp_path, "user", "list", "--account", "chat.lotus.example"))


def test_the_first_account_gets_its_name_and_a_domain_beside_a_second(tmp_path: Path) -> None:
    said(openline(tmp_path, "user", "create", "anna@example.com", "--name", "Anna"))
    said(openline(tmp_path, "account", "create", "Second", "--domain", "second.example"))
    edited = openline(tmp_path, "account", "edit", "Openline", "--name", "Lotus Shop", "--domain", "chat.lotus.example")
    assert said(edited) == "Lotus Shop is reached by chat.lotus.example.\n"
    assert "anna@example.com" in said(openline(tmp_path, "user", "list", "--account", "chat.lotus.example"))
    taken = openline(tmp_path, "account", "edit", "Second", "--domain", "chat.lotus.example")
    assert (taken.returncode, taken.stderr.startswith("openline: ")) == (1, True)


def test_no_example_is_put_beside_a_real_account(tmp_path: Path) -> None:
    said(openline(tmp_path, "user", "create", "anna@example.com", "--name", "Anna", "--role", "administrator"))
    with pytest.raises(StartError, match="holds a real account"):
        serve(tmp_path, "--demo").__enter__()


def test_an_interrupt_ends_it_as_cleanly(tmp_path: Path) -> None:
    with serve(tmp_path) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(LIMIT_S) == 0
        assert "Traceback" not in server.output()


def test_a_refusal_is_one_sentence(tmp_path: Path) -> None:
    done = openline(tmp_path, "user", "reset-link", "nobody@example.com")
    assert done.returncode == 1
    assert done.stderr == "openline: nobody in Openline has the address nobody@example.com\n"


def test_doctor_tries_the_running_server_by_its_own_address(tmp_path: Path) -> None:
    with serve(tmp_path):
        found = openline(tmp_path, "doctor").stdout
        assert "own address" in found
        assert "WebSockets pass" in found
        assert "OPENLINE_PUBLIC_URL" in found


def test_doctor_says_when_no_server_runs(tmp_path: Path) -> None:
    found = openline(tmp_path, "doctor").stdout
    assert "no server runs here" in found
    assert "migrations: up to date" in found


def test_a_second_server_on_the_same_data_is_told_who_has_it(tmp_path: Path) -> None:
    with serve(tmp_path) as first:
        second = openline(tmp_path, "serve")
        assert second.returncode == 1
        assert second.stderr.startswith("openline: ")
        assert f"in use by process {first.process.pid}" in second.stderr
        assert len(second.stderr.splitlines()) == 1


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = openline(tmp_path, "serve", env={"OPENLINE_PORT": port})
    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert "OPENLINE_PORT" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_bad_setting_has_a_status_of_its_own(tmp_path: Path) -> None:
    done = openline(tmp_path, "serve", env={"OPENLINE_LOG_LEVEL": "loud"})
    assert (done.returncode, done.stderr.startswith("openline: OPENLINE_LOG_LEVEL: ")) == (2, True)


def test_roles_want_a_shared_store(tmp_path: Path) -> None:
    done = openline(tmp_path, "serve", "--role", "worker")
    assert (done.returncode, "OPENLINE_DATABASE_URL" in done.stderr) == (2, True)


def test_a_killed_server_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    with serve(tmp_path) as first:
        said(openline(tmp_path, "user", "create", "mai@example.com", "--name", "Mai"))
        first.kill()
    assert (tmp_path / "admin.sock").exists()
    assert "mai@example.com" in said(openline(tmp_path, "user", "list"))
    with serve(tmp_path):
        assert "mai@example.com" in said(openline(tmp_path, "user", "list"))


def test_a_deep_data_folder_is_no_hindrance_to_the_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    with serve(deep):
        assert "none" in said(openline(deep, "user", "list"))


def test_help_teaches_by_example_and_is_quick(tmp_path: Path) -> None:
    first = said(openline(tmp_path, "--help"))
    assert "openline serve --demo" in first
    assert "check-log" in first
    assert "openline token create" in said(openline(tmp_path, "token", "create", "--help"))


def test_an_unreachable_database_is_said(tmp_path: Path) -> None:
    url = "postgresql://nobody:hunter2@127.0.0.1:1/none"
    with pytest.raises(StartError) as caught:
        serve(tmp_path, env={"OPENLINE_DATABASE_URL": url})
    assert "PostgreSQL cannot be reached" in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "Traceback" not in str(caught.value)


@pytest.mark.postgres
def test_web_and_worker_share_a_store(tmp_path: Path, postgres_url: str) -> None:
    env = {"OPENLINE_DATABASE_URL": postgres_url}
    with serve(tmp_path / "web", "--role", "web", env=env) as web:
        log = tmp_path / "worker.log"
        with log.open("wb") as out:
            worker = subprocess.Popen(
                [sys.executable, "-m", "openline.cli", "serve", "--role", "worker"],
                env=environment(tmp_path / "worker") | env,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            until(lambda: b"works in the background" in log.read_bytes(), "worker")
            assert httpx.get(f"{web.url}/readyz").status_code == 200
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(LIMIT_S) == 0
        finally:
            worker.kill()
            worker.wait()
        assert b"Traceback" not in log.read_bytes()


async def test_sockets_are_told_that_the_server_restarts(tmp_path: Path) -> None:
    with serve(tmp_path, "--demo") as server:
        key = re.search(r"/chat/(\S+)", server.output())
        assert key is not None
        async with httpx.AsyncClient(base_url=server.url) as client:
            opened = await client.post(f"/widget/v1/{key[1]}/visitors", json={})
        address = f"{server.url.replace('http', 'ws')}/widget/v1/stream"
        protocols = [websockets.Subprotocol(name) for name in ("openline.v1", f"bearer.{opened.json()['token']}")]
        async with websockets.connect(address, subprotocols=protocols) as stream:
            await stream.recv()
            server.process.send_signal(signal.SIGTERM)
            await stream.wait_closed()
            assert stream.close_code == 1012
        assert await asyncio.to_thread(server.process.wait, LIMIT_S) == 0


def test_settings_are_kept_as_code(tmp_path: Path) -> None:
    """Exported, compared, applied and rolled back by a server that runs; the document says who has which status."""
    document = tmp_path / "channels.yaml"
    with serve(tmp_path / "data", "--demo"):
        command = ("settings",)
        name = ("--as", "admin@example.com")

        def run(*arguments: str) -> subprocess.CompletedProcess[str]:
            return openline(tmp_path / "data", *command, *arguments)

        document.write_text(said(run("export")))
        assert said(run("diff", str(document), *name)) == "nothing to do\n"
        document.write_text(document.read_text().replace("settings:", "settings:\n    queue.idle_time: 77", 1))
        compared = run("diff", str(document), *name)
        assert (compared.returncode, "queue.idle_time: default -> 77" in compared.stdout) == (3, True)
        assert run("apply", str(document), *name, "--only", "what-it-was-yesterday").returncode == 1
        (fingerprint,) = re.findall(r"fingerprint: (\w+)", compared.stdout)
        applied = said(run("apply", str(document), *name, "--only", fingerprint))
        (apply_id,) = re.findall(r"rollback (\d+)", applied)
        assert "default -> 77" not in said(run("diff", str(document), *name))
        assert "77 -> default" in said(run("rollback", apply_id, *name))
        document.write_text("openline: 1\nchannels: [{name: New, settings: {a.b: 1, queue.idle_time: soon}}]")
        refused = run("apply", str(document), *name)
        assert refused.returncode == 1
        assert "line 2: no such setting" in refused.stderr
        assert "line 2: a whole number" in refused.stderr
        assert run("apply", str(document), "--as", "mai@example.com").returncode == 1
