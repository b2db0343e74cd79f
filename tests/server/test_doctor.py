"""The doctor names what is wrong and what mends it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from openline.bootstrap.operator import join_operator
from openline.features.accounts.service import NewAccount, add_account
from openline.kit.clock import HOUR, Clock
from openline.kit.errors import Unavailable
from openline.kit.mail import SmtpServer
from openline.server.admin.doctor import Doctor, Patient
from openline.server.admin.reach import Finding, Reach
from openline.server.probe import Probes
from openline.server.serving import Server, listen
from openline.store import Store, UnitOfWork, outbox
from openline.store.outbox import NEVER, Pause, State
from tests.server.conftest import running


async def _fine() -> None:
    return None


async def _some_store() -> str:
    return "SQLite 9"


def patient(data: Path, store: Store, **other: Any) -> Patient:
    usual: dict[str, Any] = {
        "data": data, "static": data, "store": store, "clock": Clock(), "describe_store": _some_store,
        "store_clock": None, "migrations_current": lambda: True, "smtp": None, "write_file": _fine, "reach": None,
        "scan": None, "has_ffmpeg": True,
    }  # fmt: skip
    return Patient(**{**usual, **other})


async def examined(patient: Patient) -> dict[str, Finding]:
    return {finding.name: finding for finding in await Doctor(patient).examine()}


async def test_a_sound_server_is_told_so(tmp_path: Path, store: Store) -> None:
    found = await examined(patient(tmp_path, store))
    names = ("store", "migrations", "disk", "writing", "uploads", "messages", "clock")
    assert [found[name].state for name in names] == ["ok"] * len(names)


async def undelivered(uow: UnitOfWork) -> None:
    row = outbox.outgoing(uow, account_id=1, connection_id=3, conversation_id=4, message_id=5)
    outbox.send(uow, row)
    await outbox.bury(uow, 5, State.UNKNOWN, "cut")


async def refused(uow: UnitOfWork) -> None:
    await outbox.pause(uow, Pause(3, 1, NEVER, "unauthorized"))


async def test_messages_that_wait_for_a_person_are_told(tmp_path: Path, store: Store) -> None:
    await store.commit(undelivered)
    found = (await examined(patient(tmp_path, store)))["messages"]
    assert (found.state, found.text) == ("warning", "did not go out, or may not have: 1")
    await store.commit(refused)
    found = (await examined(patient(tmp_path, store)))["messages"]
    assert (found.state, found.text) == ("failure", "connections that their platforms refuse: 1")


async def test_an_older_store_is_told_what_to_run(tmp_path: Path, store: Store) -> None:
    found = await examined(patient(tmp_path, store, migrations_current=lambda: False))
    assert (found["migrations"].state, "openline migrate" in found["migrations"].cure) == ("failure", True)


async def test_a_scanner_that_is_away_is_found(tmp_path: Path, store: Store) -> None:
    async def silent() -> str:
        return "Connect call failed"

    found = await examined(patient(tmp_path, store, scan=silent, has_ffmpeg=False))
    assert (found["virus scanner"].state, "OPENLINE_CLAMD" in found["virus scanner"].cure) == ("failure", True)
    assert "Connect call failed" in found["virus scanner"].text
    assert found["films"].state == "warning"
    found = await examined(patient(tmp_path, store, scan=_fine))
    assert (found["virus scanner"].state, found["films"].state) == ("ok", "ok")


async def test_a_clock_that_went_back_is_found(tmp_path: Path, store: Store, clock: Clock) -> None:
    clock.advance(2 * HOUR)
    await store.commit(_make_account)
    found = await examined(patient(tmp_path, store))
    assert (found["clock"].state, "NTP" in found["clock"].cure) == ("failure", True)


async def _make_account(uow: Any) -> None:
    await add_account(uow, NewAccount(name="Shop"))


async def test_a_database_with_another_time_is_found(tmp_path: Path, store: Store) -> None:
    async def other_time() -> int:
        return Clock().now() - HOUR

    found = await examined(patient(tmp_path, store, store_clock=other_time))
    assert (found["clock"].state, "3600.0 s away" in found["clock"].text) == ("warning", True)


async def test_uploads_that_cannot_be_stored_name_the_setting(tmp_path: Path, store: Store) -> None:
    async def refused() -> None:
        raise Unavailable

    found = await examined(patient(tmp_path, store, write_file=refused))
    assert "OPENLINE_FILES_URL" in found["uploads"].cure


async def test_a_mail_server_that_is_not_there_names_the_setting(tmp_path: Path, store: Store) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        smtp = SmtpServer.parse(f"smtp://mail:hunter2@127.0.0.1:{port}?from=a@b.example")
        found = (await examined(patient(tmp_path, store, smtp=smtp)))["mail"]
    assert (found.state, "OPENLINE_SMTP_URL" in found.cure) == ("failure", True)
    assert "hunter2" not in f"{found}"


async def test_a_front_end_that_is_not_built_says_what_to_run(tmp_path: Path, store: Store) -> None:
    assert "make" in (await examined(patient(tmp_path, store)))["front end"].cure


@asynccontextmanager
async def answering(app: Any) -> AsyncIterator[str]:
    listener, ready = listen("127.0.0.1", 0), asyncio.Event()
    server = Server(uvicorn.Config(app, lifespan="off", log_config=None), ready.set)
    task = asyncio.create_task(server.serve([listener]))
    await ready.wait()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        listener.close()


async def reached(reach: Reach) -> dict[str, Finding]:
    return {finding.name: finding for finding in await reach.examine()}


async def test_the_product_reaches_itself(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as application, answering(application.asgi) as url:
        await join_operator(application, serving=False).first_link()
        found = await reached(Reach(url, url, application.probes))
        states = {name: finding.state for name, finding in found.items()}
        assert set(states.values()) == {"ok"}, found
        assert {"own address", "own socket", "public address", "public socket"} == set(states)
        assert (await join_operator(application, serving=False).run("doctor", {}))[0]["name"] == "store"


@pytest.mark.parametrize(
    ("changed", "said", "cure"),
    [
        ({"scheme": "https"}, "arrives as https", "OPENLINE_TRUSTED_PROXIES"),
        ({"headers": [(b"host", b"inner:80")]}, "arrives for host inner:80", "Host unchanged"),
    ],
)
async def test_what_a_proxy_changes_is_named(tmp_path: Path, changed: dict[str, Any], said: str, cure: str) -> None:
    async with running(tmp_path / "data") as application:

        async def proxy(scope: Any, receive: Any, send: Any) -> None:
            probe = [header for header in scope["headers"] if header[0] == b"x-openline-probe"]
            headers = [*changed.get("headers", scope["headers"]), *probe]
            await application.asgi({**scope, **changed, "headers": headers}, receive, send)

        async with answering(application.asgi) as own, answering(proxy) as public:
            found = (await reached(Reach(own, public, application.probes)))["public address"]
    assert (found.state, said in found.text, cure in found.cure) == ("warning", True, True), found


async def test_an_address_that_leads_elsewhere_is_found(tmp_path: Path) -> None:
    async def somebody_else(scope: Any, receive: Any, send: Any) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async with answering(somebody_else) as public:
        found = await reached(Reach("http://127.0.0.1:1", public, Probes()))
    assert (found["own address"].state, found["own socket"].state) == ("failure", "failure")
    assert "not from this server" in found["public address"].text
