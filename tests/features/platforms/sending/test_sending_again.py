"""Who may send a message again, and when."""

from openline.features.conversations.service import CONVERSATIONS
from openline.features.routing.service.outbound import hold_message
from openline.store import UnitOfWork
from tests.features.platforms.sending.flight import Flight
from tests.support.fault_proxy import Fault


async def failed(flight: Flight, chat: str = "c1") -> dict[str, str]:
    talk = await flight.customer(chat)
    said = await flight.say(talk, "refuse this")
    return await flight.until(said, "failed")


async def test_what_is_sent_or_on_its_way_is_not_sent_again(flight: Flight) -> None:
    talk = await flight.customer("c1")
    said = await flight.say(talk, "hello")
    await flight.until(said, "sent")
    answer = await flight.boss.call("POST", f"/messages/{said['id']}/send-again")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_failed")
    flight.loft.faults = [Fault.TOO_MANY]
    waits = await flight.say(talk, "and now?")
    await flight.until_waiting(waits, "rate limit")
    answer = await flight.boss.call("POST", f"/messages/{waits['id']}/send-again")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_failed")


async def test_a_customers_message_is_never_sent_again(flight: Flight) -> None:
    talk = await flight.customer("c1", "I write")
    (message,) = (await flight.boss.get(f"/conversations/{talk}/messages"))["items"]
    answer = await flight.boss.call("POST", f"/messages/{message['id']}/send-again")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_failed")


async def test_strangers_do_not_learn_that_it_exists(flight: Flight) -> None:
    message = await failed(flight)
    stranger = await flight.product.login("mai")
    answer = await stranger.call("POST", f"/messages/{message['id']}/send-again")
    assert (answer.status_code, answer.json()["code"]) == (404, "conversation_not_found")
    answer = await stranger.call("POST", "/messages/17/send-again")
    assert (answer.status_code, answer.json()["code"]) == (404, "message_not_found")


async def test_who_owned_it_before_leaves_it_to_the_owner(flight: Flight) -> None:
    message = await failed(flight)
    former, owner = await flight.product.login("mai"), await flight.product.login("ivan")
    await flight.store(belongs_to, int(message["conversation_id"]), int(owner.id), int(former.id))
    answer = await former.call("POST", f"/messages/{message['id']}/send-again")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_owner")
    answer = await owner.call("POST", f"/messages/{message['id']}/send-again")
    assert answer.status_code == 200, answer.text


async def belongs_to(uow: UnitOfWork, conversation_id: int, owner: int, former: int) -> None:
    conversation = await CONVERSATIONS.get(uow, conversation_id)
    assert conversation is not None
    await hold_message(uow, conversation_id, 0)
    conversation = await CONVERSATIONS.get(uow, conversation_id)
    assert conversation is not None
    CONVERSATIONS.change(uow, conversation, owner_id=owner, last_owner_id=former)


async def test_a_blocked_customer_is_sent_nothing(flight: Flight) -> None:
    message = await failed(flight)
    talk = message["conversation_id"]
    await flight.store(blocks, int(talk))
    answer = await flight.boss.call("POST", f"/messages/{message['id']}/send-again")
    assert (answer.status_code, answer.json()["code"]) == (409, "customer_blocked")
    answer = await flight.boss.call("POST", f"/conversations/{talk}/messages", {"text": "hello?"})
    assert (answer.status_code, answer.json()["code"]) == (409, "customer_blocked")
    assert (await flight.boss.get(f"/conversations/{talk}"))["blocked"]


async def blocks(uow: UnitOfWork, conversation_id: int) -> None:
    await hold_message(uow, conversation_id, 0)
    conversation = await CONVERSATIONS.get(uow, conversation_id)
    assert conversation is not None
    CONVERSATIONS.change(uow, conversation, blocked=1)


async def test_one_wish_under_one_key_is_one_sending(flight: Flight) -> None:
    talk = await flight.customer("c1")
    flight.loft.faults = [Fault.CUT_AFTER]
    said = await flight.say(talk, "hello")
    await flight.until(said, "unknown")
    key = {"idempotency-key": "wish-1"}
    first = await flight.boss.call("POST", f"/messages/{said['id']}/send-again", **key)
    await flight.until(said, "sent")
    second = await flight.boss.call("POST", f"/messages/{said['id']}/send-again", **key)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert flight.loft.texts() == ["hello", "hello"]
