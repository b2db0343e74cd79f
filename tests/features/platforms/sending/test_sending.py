"""Replies by a platform that is called: states, order, pieces, pauses, refusals (docs/behaviour/sending.md)."""

from typing import Any

import pytest

from openline.connectors.base import Sent
from openline.features.channels.service import CONNECTIONS, Noted, note_connection
from openline.features.platforms.repository import links_of
from openline.features.platforms.service.links import happened
from openline.features.platforms.service.sending import Sender
from openline.features.platforms.types import Early
from openline.features.routing.service.outbound import hold_message
from openline.jobs.outbox import COUNT_EVERY_MS
from openline.kit.clock import MINUTE, SECOND
from openline.store import UnitOfWork, outbox
from tests.features.platforms.sending.flight import NEW_TOKEN, Flight
from tests.support.fault_proxy import Fault
from tests.support.waiting import until_async


async def test_a_reply_goes_out_and_is_marked_sent(flight: Flight) -> None:
    talk = await flight.customer("c1")
    said = await flight.say(talk, "Good morning")
    assert said["state"] == "sending"
    sent = await flight.until(said, "sent")
    assert sent["failure"] is None
    assert not sent["may_send_again"]
    assert flight.loft.got == [{"chat": "c1", "key": f"{said['id']}:0", "text": "Good morning"}]
    (link,) = await flight.product.application.base.store.read(links_of, int(said["id"]))
    assert (link.external_id, link.part) == ("m1", 0)


async def test_a_note_goes_nowhere(flight: Flight) -> None:
    talk = await flight.customer("c1")
    note = await flight.say(talk, "He is in a hurry", note=True)
    said = await flight.say(talk, "At once")
    await flight.until(said, "sent")
    assert note["state"] == "sent"
    assert flight.loft.texts() == ["At once"]


async def test_replies_arrive_in_order_whatever_happens_to_the_first(flight: Flight) -> None:
    talk = await flight.customer("c1")
    flight.loft.faults = [Fault.SERVER_ERROR]
    said = [await flight.say(talk, f"{n}") for n in range(5)]
    await flight.until_waiting(said[0], "status 500")
    assert flight.loft.texts() == []
    flight.pass_time(MINUTE)
    await flight.until(said[-1], "sent")
    assert flight.loft.texts() == ["0", "1", "2", "3", "4"]


async def test_a_chat_that_must_slow_down_holds_up_no_other(flight: Flight) -> None:
    slow, quick = await flight.customer("slow"), await flight.customer("quick")
    flight.loft.faults = [Fault.TOO_MANY]
    first = await flight.say(slow, "first")
    await flight.until_waiting(first, "rate limit")
    second, other = await flight.say(slow, "second"), await flight.say(quick, "other")
    await flight.until(other, "sent")
    assert flight.loft.texts() == ["other"]
    flight.pass_time(55 * SECOND)
    await flight.until(await flight.say(quick, "one more"), "sent")
    assert flight.loft.texts("slow") == []
    flight.pass_time(10 * SECOND)
    await flight.until(second, "sent")
    assert flight.loft.texts("slow") == ["first", "second"]


async def test_a_long_text_arrives_in_pieces(flight: Flight) -> None:
    talk = await flight.customer("c1")
    text = "Xin chào quý khách. " * 120
    sent = await flight.until(await flight.say(talk, text), "sent")
    assert len(flight.loft.got) == 3
    assert "".join(flight.loft.texts()) == text.strip()
    links = await flight.product.application.base.store.read(links_of, int(sent["id"]))
    assert [(link.external_id, link.part) for link in links] == [("m1", 0), ("m2", 1), ("m3", 2)]


@pytest.mark.parametrize("fault", [Fault.CUT_AFTER, Fault.SILENT, Fault.TRUNCATED])
async def test_a_text_broken_in_the_middle_repeats_nothing_that_arrived(flight: Flight, fault: Fault) -> None:
    talk = await flight.customer("c1")
    flight.loft.faults = [Fault.PASS, fault]
    said = await flight.say(talk, "a" * 900 + " " + "b" * 900 + " " + "c" * 900)
    unknown = await flight.until(said, "unknown")
    assert unknown["may_send_again"]
    assert unknown["failure"]["code"] == "unknown"
    assert len(flight.loft.got) == 2
    flight.pass_time(60 * MINUTE)
    after = await flight.say(talk, "are you there?")
    await flight.until(after, "sent")
    assert flight.loft.texts()[2:] == ["are you there?"]
    again = await flight.boss.must("POST", f"/messages/{said['id']}/send-again")
    assert (again["state"], again["failure"]) == ("sending", None)
    await flight.until(said, "sent")
    assert [text[0] for text in flight.loft.texts()[3:]] == ["b", "c"]


async def test_a_call_that_is_cut_at_once_is_asked_about(flight: Flight) -> None:
    talk = await flight.customer("c1")
    flight.loft.faults = [Fault.CUT_BEFORE]
    said = await flight.say(talk, "hello?")
    await flight.until(said, "unknown")
    assert flight.loft.got == []


async def test_what_the_platform_refuses_fails_in_its_words(flight: Flight) -> None:
    talk = await flight.customer("c1")
    said = await flight.say(talk, "refuse this")
    after = await flight.say(talk, "and this")
    failed = await flight.until(said, "failed")
    assert failed["failure"] == {
        "code": "status_400", "text": '{"error":"we do not carry that"}', "blame": "content", "lost": [],
    }  # fmt: skip
    assert failed["may_send_again"]
    await flight.until(after, "sent")


async def test_refused_credentials_stop_the_connection_until_they_are_renewed(flight: Flight) -> None:
    talk, other = await flight.customer("c1"), await flight.customer("c2")
    flight.loft.token = NEW_TOKEN
    said = await flight.say(talk, "hello")
    failed = await flight.until(said, "failed")
    assert failed["failure"]["blame"] == "auth"
    waits = await flight.say(other, "hello too")
    connection = await flight.connection_now()
    assert (connection["state"], connection["state_detail"]) == ("reauth", "unauthorized")
    assert connection["state_field"] == "token"
    notices = await flight.boss.get("/notices")
    found = [notice for notice in notices["items"] if notice["kind"] == "connection.attention"]
    assert [notice["data"]["connection_id"] for notice in found] == [connection["id"]]
    flight.pass_time(10 * MINUTE)
    assert (await flight.message(waits))["state"] == "sending"
    await flight.boss.must("PATCH", f"/connections/{connection['id']}", {"config": {"token": NEW_TOKEN}})
    await flight.until(waits, "sent")
    assert (await flight.connection_now())["state"] == "ok"
    assert (await flight.message(said))["state"] == "failed"
    await flight.boss.must("POST", f"/messages/{said['id']}/send-again")
    await flight.until(said, "sent")


async def test_a_platform_that_fails_again_and_again_is_shown_as_such(flight: Flight) -> None:
    talk = await flight.customer("c1")
    flight.loft.faults = [Fault.SERVER_ERROR] * 3
    said = await flight.say(talk, "hello")
    for left in (2, 1, 0):
        await flight.until_tried(left)
        await flight.until_waiting(said, "status 500")
        assert (await flight.connection_now())["state"] == ("ok" if left else "degraded")
        flight.pass_time(MINUTE)
    await flight.until(said, "sent")
    assert (await flight.connection_now())["state"] == "ok"


async def test_an_answer_mends_only_what_calls_have_told(flight: Flight) -> None:
    talk = await flight.customer("c1")
    await flight.store(note_connection, int(flight.connection["id"]), Noted(state="degraded", detail="webhook_missing"))
    await flight.until(await flight.say(talk, "hello"), "sent")
    assert (await flight.connection_now())["state_detail"] == "webhook_missing"


async def test_what_fails_for_long_is_given_up_in_words(flight: Flight) -> None:
    talk = await flight.customer("c1")
    flight.loft.faults = [Fault.SERVER_ERROR] * 6
    said = await flight.say(talk, "hello")
    for left in range(5, -1, -1):
        await flight.until_tried(left)
        if left:
            await flight.until_waiting(said, "status 500")
            flight.pass_time(15 * MINUTE)
    failed = await flight.until(said, "failed")
    assert (failed["failure"]["code"], failed["failure"]["text"]) == ("gave_up", "")


async def test_buttons_and_files_that_are_not_taken_are_named(flight: Flight) -> None:
    talk = await flight.customer("c1")
    said = await flight.say(talk, "Which one?", buttons=[{"label": "Green", "payload": "g"}])
    sent = await flight.until(said, "sent")
    assert sent["failure"] == {
        "code": "partly", "text": "", "blame": "content", "lost": [{"loss": "buttons", "name": "Green"}],
    }  # fmt: skip
    assert not sent["may_send_again"]


async def test_nothing_goes_out_of_a_channel_that_is_off(flight: Flight) -> None:
    talk = await flight.customer("c1")
    flight.loft.faults = [Fault.TOO_MANY]
    said = await flight.say(talk, "on its way")
    await flight.until_waiting(said, "rate limit")
    await flight.boss.must("PATCH", f"/channels/{flight.channel['id']}", {"active": False})
    assert await refusal(flight, talk, "more") == "channel_inactive"
    flight.pass_time(2 * MINUTE)
    failed = await flight.until(said, "failed")
    assert failed["failure"]["code"] == "channel_inactive"
    answer = await flight.boss.call("POST", f"/messages/{said['id']}/send-again")
    assert (answer.status_code, answer.json()["code"]) == (409, "channel_inactive")
    await flight.boss.must("PATCH", f"/channels/{flight.channel['id']}", {"active": True})
    await flight.boss.must("POST", f"/messages/{said['id']}/send-again")
    await flight.until(said, "sent")


async def test_nothing_goes_out_by_a_connection_that_is_off(flight: Flight) -> None:
    talk = await flight.customer("c1")
    await flight.boss.must("PATCH", f"/connections/{flight.connection['id']}", {"active": False})
    assert await refusal(flight, talk, "hello") == "connection_inactive"
    assert (await flight.say(talk, "a note", note=True))["state"] == "sent"


async def refusal(flight: Flight, talk: str, text: str) -> Any:
    answer = await flight.boss.call("POST", f"/conversations/{talk}/messages", {"text": text})
    assert answer.status_code == 409, answer.text
    return answer.json()["code"]


async def test_what_is_only_accepted_waits_for_its_receipt(flight: Flight) -> None:
    flight.carrier.queues = True
    talk = await flight.customer("c1")
    said = await flight.say(talk, "hello")
    await flight.until_gone_out(said)
    assert (await flight.message(said))["state"] == "sending"
    await flight.store(receipt, int(flight.connection["id"]), talk, "m1", "delivered")
    await flight.until(said, "delivered")


async def test_what_came_back_later_is_sent_anew(flight: Flight) -> None:
    talk = await flight.customer("c1")
    said = await flight.say(talk, "a" * 900 + " " + "b" * 900)
    await flight.until(said, "sent")
    await flight.store(receipt, int(flight.connection["id"]), talk, "m2", "failed")
    failed = await flight.message(said)
    assert (failed["state"], failed["failure"]["code"]) == ("failed", "not_delivered")
    await flight.boss.must("POST", f"/messages/{said['id']}/send-again")
    await flight.until(said, "sent")
    assert [text[0] for text in flight.loft.texts()] == ["a", "b", "a", "b"]


async def receipt(uow: UnitOfWork, connection_id: int, talk: str, external_id: str, state: str) -> None:
    await hold_message(uow, int(talk), 0)
    connection = await CONNECTIONS.get(uow, connection_id)
    assert connection is not None
    await happened(uow, connection, external_id, Early(state=state))


async def test_a_removed_connection_leaves_nothing_waiting(flight: Flight) -> None:
    talk, other = await flight.customer("c1"), await flight.customer("c2")
    flight.loft.token = NEW_TOKEN
    await flight.until(await flight.say(talk, "hello"), "failed")
    waits = await flight.say(other, "hello too")
    await flight.boss.must("DELETE", f"/connections/{flight.connection['id']}")
    failed = await flight.until(waits, "failed")
    assert failed["failure"]["code"] == "connection_inactive"


async def test_whoever_sees_all_finds_what_did_not_go_out(flight: Flight) -> None:
    talk = await flight.customer("c1")
    said = [await flight.say(talk, "refuse this") for _ in range(3)]
    await flight.until(said[-1], "failed")
    page = await flight.boss.get("/undelivered", limit=2)
    assert [one["id"] for one in page["items"]] == [said[2]["id"], said[1]["id"]]
    rest = await flight.boss.get("/undelivered", limit=2, cursor=page["next"])
    assert ([one["id"] for one in rest["items"]], rest["next"]) == ([said[0]["id"]], None)
    agent = await flight.product.login("mai")
    answer = await agent.call("GET", "/undelivered")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


async def test_metrics_tell_what_waits_for_a_person(flight: Flight) -> None:
    talk = await flight.customer("c1")
    await flight.until(await flight.say(talk, "refuse this"), "failed")
    flight.pass_time(COUNT_EVERY_MS)

    async def counted() -> bool:
        answer = await flight.boss.http.get("/metrics")
        return 'openline_outbox_messages{state="failed"} 1.0' in answer.text

    await until_async(counted, "a failed message in the metrics")


async def test_a_platform_whose_connector_was_taken_out_fails_in_words(flight: Flight) -> None:
    talk = await flight.customer("c1")
    flight.loft.faults = [Fault.TOO_MANY]
    said = await flight.say(talk, "hello")
    await flight.until_waiting(said, "rate limit")
    await flight.store(was_another_connector, int(flight.connection["id"]))
    flight.pass_time(2 * MINUTE)
    failed = await flight.until(said, "failed")
    assert failed["failure"]["code"] == "connector_missing"


async def was_another_connector(uow: UnitOfWork, connection_id: int) -> None:
    row = await CONNECTIONS.hold(uow, connection_id)
    assert row is not None
    CONNECTIONS.change(uow, row, connector="fax")


async def test_an_answer_that_comes_after_all_is_the_truth(flight: Flight) -> None:
    talk = await flight.customer("c1")
    flight.loft.faults = [Fault.CUT_AFTER]
    said = await flight.say(talk, "hello")
    await flight.until(said, "unknown")
    application = flight.product.application
    row = await application.base.store.read(outbox.find, int(said["id"]))
    assert row is not None
    sender = Sender(application.base.store, application.platforms.contexts, lambda: str)
    await flight.store(sender.settled, row, Sent((), 0), None)
    sent = await flight.message(said)
    assert (sent["state"], sent["failure"]) == ("sent", None)
