"""Many conversations at once, and two processes on one store: each message once, each conversation in order."""

import asyncio
from collections import defaultdict

import pytest

from openline import bootstrap
from openline.connectors.registry import Registry
from openline.connectors.webchat import CONNECTOR as WEBCHAT
from openline.features.conversations.service import CONVERSATIONS
from openline.features.messages.service import Draft
from openline.features.messages.types import Author
from openline.features.routing.service.outbound import hold_message
from openline.features.routing.service.speaking import say
from openline.kit.clock import SECOND
from openline.store import UnitOfWork
from tests.features.platforms.sending.flight import Flight
from tests.support.fault_proxy import Fault

CHATS = [f"c{n}" for n in range(12)]
EACH = 4


async def speak(uow: UnitOfWork, conversation_id: int, text: str) -> None:
    """An automatic text goes by the same door as an agent's answer."""
    await hold_message(uow, conversation_id, 0)
    conversation = await CONVERSATIONS.get(uow, conversation_id)
    assert conversation is not None
    await say(uow, conversation, Draft(text=text), author=Author.SYSTEM)


async def speak_everywhere(flight: Flight, talks: dict[str, str]) -> None:
    for n in range(EACH):
        await asyncio.gather(*[flight.store(speak, int(talk), f"{n}") for talk in talks.values()])


def heard(flight: Flight) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for body in flight.loft.got:
        found[body["chat"]].append(body["text"])
    return dict(found)


async def test_many_conversations_side_by_side(flight: Flight) -> None:
    talks = {chat: await flight.customer(chat) for chat in CHATS}
    await speak_everywhere(flight, talks)
    await flight.until_got(len(CHATS) * EACH)
    assert heard(flight) == {chat: [str(n) for n in range(EACH)] for chat in CHATS}
    assert flight.product.application.platforms.outbox.failures == 0


@pytest.mark.postgres
@pytest.mark.parametrize("demo_ground", ["postgres"], indirect=True)
async def test_two_processes_send_each_message_once(flight: Flight) -> None:
    base = flight.product.application.base
    connectors = Registry({"webchat": WEBCHAT, "pigeon": flight.carrier})
    other = bootstrap.build(base.config, base.clock, connectors, patience=base.patience)
    await other.start()
    try:
        talks = {chat: await flight.customer(chat) for chat in CHATS}
        flight.loft.faults = [Fault.TOO_MANY]
        await speak_everywhere(flight, talks)
        await flight.until_got((len(CHATS) - 1) * EACH)
        flight.pass_time(70 * SECOND)
        await flight.until_got(len(CHATS) * EACH)
    finally:
        await other.stop()
    assert heard(flight) == {chat: [str(n) for n in range(EACH)] for chat in CHATS}
