"""What a customer is typing is seen by who serves him, and is nowhere else (docs/behaviour/webchat.md W15)."""

from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from openline.store import Query, View, metadata
from tests.features.webchat.visit import ORIGIN, Visit, a_visit
from tests.support.product import Desk, Product, WidgetClient
from tests.support.realtime import Peer

HOST = ORIGIN.removeprefix("http://")
SECRET = "my card is 4111 1111 1111 1111"


async def tables_with(product: Product, word: str) -> list[str]:
    """The tables of the store in which a word stands."""
    found = []
    for table in metadata.tables.values():
        rows = await product.application.base.store.read(_rows_of, Query("all of it", sa.select(table), _as_text))
        found += [table.name for row in rows if word in row]
    return found


async def _rows_of(view: View, query: Query[str]) -> list[str]:
    return await view.list(query)


def _as_text(*row: object) -> str:
    return repr(row)


async def agents_socket(product: Product, desk: Desk) -> Peer:
    cookie = "; ".join(f"{name}={value}" for name, value in desk.http.cookies.items())
    return await _open(product, "/api/v1/stream", {"cookie": cookie})


async def customers_socket(product: Product, customer: WidgetClient) -> Peer:
    return await _open(product, "/widget/v1/stream", {"authorization": f"Bearer {customer.token}"})


async def _open(product: Product, path: str, headers: dict[str, str]) -> Peer:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await product.application.asgi({**scope, "path": path, "raw_path": path.encode()}, receive, send)

    peer = await Peer.open(app, {}, headers | {"host": HOST, "origin": ORIGIN})
    await peer.until("hello")
    return peer


async def heard(peer: Peer) -> str:
    """All that comes until the server answers."""
    frames: list[Any] = []
    peer.say({"type": "ping"})
    while (frame := await peer.frame())["type"] != "pong":
        frames.append(frame)
    return repr(frames)


@pytest.fixture
async def visit(product: Product) -> Visit:
    return await a_visit(product)


async def test_only_the_owner_sees_it_and_nothing_of_it_is_kept(product: Product, visit: Visit) -> None:
    owner = await agents_socket(product, visit.agent)
    others = [await agents_socket(product, desk) for desk in visit.others]
    customer = await customers_socket(product, visit.customer)
    with capture_logs() as logs:
        customer.say({"type": "typing", "on": True, "text": SECRET})
        told = await owner.until("typing.live")
        assert told["data"] == {"conversation_id": visit.talk["id"], "text": SECRET}
        assert [SECRET in await heard(peer) for peer in (*others, customer)] == [False, False, False]
        customer.say({"type": "typing", "on": False})
        assert (await owner.until("typing.live"))["data"]["text"] == ""
    assert SECRET not in repr(logs)
    assert await tables_with(product, SECRET) == []
    for peer in (owner, *others, customer):
        await peer.leave()


async def test_a_long_poll_can_tell_it_too(product: Product, visit: Visit) -> None:
    owner = await agents_socket(product, visit.agent)
    answer = await visit.customer.call("POST", "/typing", {"on": True, "text": SECRET})
    assert answer.status_code == 204
    assert (await owner.until("typing.live"))["data"]["text"] == SECRET
    await owner.leave()


async def test_a_channel_may_switch_it_off(product: Product, visit: Visit) -> None:
    assert (await visit.config())["live_typing"] is True
    await visit.set({"typing.live": False})
    assert (await visit.config())["live_typing"] is False
    owner = await agents_socket(product, visit.agent)
    await visit.customer.call("POST", "/typing", {"on": True, "text": SECRET})
    assert (await owner.until("typing"))["data"]["on"] is True
    assert SECRET not in await heard(owner)
    await owner.leave()


async def test_while_nobody_serves_him_it_goes_nowhere(product: Product, visit: Visit) -> None:
    sockets = [await agents_socket(product, desk) for desk in (visit.agent, *visit.others)]
    await visit.agent.must("POST", f"/sessions/{visit.session_id}/requeue")
    await visit.customer.call("POST", "/typing", {"on": True, "text": SECRET})
    assert [SECRET in await heard(socket) for socket in sockets] == [False, False, False]
    for socket in sockets:
        await socket.leave()
