"""Strangers' clients are written against the schema: what we send fits it."""

from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest

from openline.features.people.types import Role
from openline.realtime.schema import stream_schema
from openline.realtime.signals import LiveTyping
from tests.support.realtime import ACCOUNT, Node, World, Writing, typing_of, write


class Data(msgspec.Struct):
    """Data of the frame of these tests."""

    line: int
    version: int


SCHEMA = stream_schema([("line.written", Data)], [("line.written", Data)])


def check(root: str, frame: Any) -> None:
    jsonschema.validate(frame, {"$ref": f"#/$defs/{root}", "$defs": SCHEMA["$defs"]})


async def test_agents_frames_fit(node: Node, world: World) -> None:
    peer = await node.agent(world.agent(1, role=Role.ADMINISTRATOR))
    check("AgentFrame", await peer.until("hello"))
    await node.agent(world.agent(2))
    node.typers.say(typing_of(500, ()))
    node.typers.say_live(LiveTyping(account_id=ACCOUNT, conversation_id=500, owner_id=1, text="half a th"))
    await node.store.commit(write, Writing(line=1))
    peer.say({"type": "ping"})
    missing = {"typing", "typing.live", "pong", "presence.changed", "line.written"}
    while missing:
        frame = await peer.frame()
        check("AgentFrame", frame)
        missing.discard(frame["type"])


async def test_customers_frames_fit(node: Node, world: World) -> None:
    world.conversations[9] = 500
    peer = await node.customer(world.visitor(9))
    first = await peer.frame()
    node.typers.say(typing_of(500, ()))
    await node.store.commit(write, Writing(line=1, conversation_id=500, number=1))
    for frame in [first, *await peer.frames(2)]:
        check("CustomerFrame", frame)


@pytest.mark.parametrize(
    ("root", "frame"),
    [
        ("AgentClientFrame", {"type": "ping"}),
        ("AgentClientFrame", {"type": "typing", "conversation_id": "5", "on": True}),
        ("CustomerClientFrame", {"type": "read", "up_to": 4}),
        ("CustomerClientFrame", {"type": "typing", "on": True, "text": "Xin"}),
    ],
)
def test_what_clients_say_fits(root: str, frame: Any) -> None:
    check(root, frame)


@pytest.mark.parametrize(
    ("root", "frame"),
    [
        ("AgentClientFrame", {"type": "dance"}),
        ("CustomerClientFrame", {"type": "read"}),
        ("AgentFrame", {"type": "line.written", "seq": 1, "at": "2026-01-01T00:00:00Z", "data": {}}),
    ],
)
def test_other_frames_do_not(root: str, frame: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        check(root, frame)
