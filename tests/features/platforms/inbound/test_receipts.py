"""Receipts: late, early, disordered; our own words coming back while they are on their way."""

import asyncio

from openline.connectors.base import Echo, Receipt, ReceiptState, Text
from tests.features.platforms.inbound.parrot import Aviary, head, message
from tests.support.waiting import until_async


def receipt(
    key: str, state: ReceiptState, *ids: str, up_to: str | None = None, failure: str | None = None
) -> Receipt:  # fmt: skip
    return Receipt(**head("ann", key), state=state, external_ids=ids, up_to=up_to, failure=failure)


async def test_a_message_goes_forward_and_never_back(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    ours = await aviary.answer("hi")
    await aviary.say(receipt("d", ReceiptState.DELIVERED, "out-1"))
    assert (await aviary.message(ours["id"]))["state"] == "delivered"
    await aviary.say(receipt("r", ReceiptState.READ, "out-1"))
    await aviary.say(receipt("d2", ReceiptState.DELIVERED, "out-1"), receipt("s", ReceiptState.SENT, "out-1"))
    await aviary.say(receipt("f", ReceiptState.FAILED, "out-1", failure="too late to fail"))
    seen = await aviary.message(ours["id"])
    assert (seen["state"], seen["failure"]) == ("read", None)


async def test_a_platform_may_fail_what_it_had_taken(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    ours = await aviary.answer("hi")
    await aviary.say(receipt("f", ReceiptState.FAILED, "out-1", failure="number unknown"))
    seen = await aviary.message(ours["id"])
    assert (seen["state"], seen["failure"]["text"], seen["may_send_again"]) == ("failed", "number unknown", True)
    await aviary.say(receipt("d", ReceiptState.DELIVERED, "out-1"))
    seen = await aviary.message(ours["id"])
    assert (seen["state"], seen["failure"]) == ("delivered", None)


async def test_a_receipt_that_comes_before_the_name_counts(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    aviary.parrot.may_answer.clear()
    ours = await aviary.answer("hi", "sending")

    async def is_called() -> bool:
        return bool(aviary.parrot.sent)

    await until_async(is_called, "call")
    await aviary.say(receipt("r", ReceiptState.READ, "out-1"), receipt("d", ReceiptState.DELIVERED, "out-1"))
    assert (await aviary.message(ours["id"]))["state"] == "sending"
    aviary.parrot.may_answer.set()
    await aviary.until(ours["id"], "read")


async def test_a_mark_counts_for_all_before_it(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    for text in ("a", "b", "c"):
        await aviary.answer(text)
    await aviary.say(receipt("r", ReceiptState.READ, up_to="out-2"))
    await aviary.say(receipt("d", ReceiptState.DELIVERED, up_to="out-3"))
    await aviary.say(receipt("r0", ReceiptState.READ, up_to="out-1"))
    ours = [one["state"] for one in await aviary.messages() if one["author"] == "agent"]
    assert ours == ["read", "read", "delivered"]


async def test_a_mark_may_be_an_instant(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    await aviary.answer("a")
    until = aviary.product.clock.now()
    aviary.product.clock.advance(60_000)
    await aviary.answer("b")
    await aviary.say(receipt("r", ReceiptState.READ, up_to=str(until)))
    await aviary.say(receipt("x", ReceiptState.READ, up_to="9" * 30), receipt("y", ReceiptState.READ, up_to="nonsense"))
    ours = [one["state"] for one in await aviary.messages() if one["author"] == "agent"]
    assert ours == ["read", "sent"]


async def test_what_he_writes_proves_nothing_about_what_he_has_read(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    ours = await aviary.answer("hi")
    await aviary.say(message("ann", 2, "?"))
    assert (await aviary.message(ours["id"]))["state"] == "sent"


async def test_receipts_for_nothing_change_nothing(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    await aviary.say(receipt("a", ReceiptState.READ, "ann-1"), receipt("b", ReceiptState.READ, *map(str, range(50))))
    assert (await aviary.messages())[0]["state"] == "delivered"
    assert await aviary.failed() == []


async def test_our_message_that_comes_back_while_it_is_sent_is_not_doubled(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    aviary.parrot.may_answer.clear()
    first = await aviary.answer("hi", "sending")
    await aviary.say(Echo(**head("ann", "e1"), external_id="out-1", parts=(Text("hi"),)))
    aviary.parrot.may_answer.set()
    await aviary.until(first["id"], "sent")
    aviary.parrot.may_answer.clear()
    second = await aviary.answer("there", "sending")
    echo = Echo(**head("ann", "e2"), external_id="out-2", parts=(Text("(there)"),), correlation=second["id"])
    await asyncio.gather(aviary.say(echo), aviary.say(echo))
    aviary.parrot.may_answer.set()
    await aviary.until(second["id"], "sent")
    assert await aviary.texts() == ["hello", "hi", "there"]
