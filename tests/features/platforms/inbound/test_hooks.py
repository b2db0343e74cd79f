"""The door: who is let in, what is taken once, what is kept when it cannot be taken."""

import asyncio
from typing import Any

import pytest

from openline.connectors.base import Deleted, Echo, Edited, RawRequest, Text, Typing, Unsupported
from openline.features.channels.service import Connection
from openline.features.platforms.repository import FAILED, FailedEvent
from openline.features.platforms.service import failed
from openline.features.platforms.service.hooks import Hooks, HookTools
from openline.features.platforms.types import CustomerTyping
from openline.kit.errors import Unavailable
from openline.server.admin.check_log import LogCheck, Tables
from openline.store import Store, UnitOfWork, metadata
from tests.features.platforms.inbound.parrot import HEADER, SECRET, Aviary, body_of, head, message, repeated


async def test_a_customer_of_a_platform_is_there_for_the_desk(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    conversation = await aviary.conversation()
    assert conversation["session"]["phase"] in ("waiting", "offered")
    assert conversation["last_message"]["text"] == "hello"
    assert conversation["capabilities"]["text_limit"] == 1_000
    (said,) = await aviary.messages()
    assert (said["author"], said["text"], said["state"]) == ("customer", "hello", "delivered")


async def test_a_storm_of_one_event_is_one_message(aviary: Aviary) -> None:
    body = body_of([message("ann", 1, "hello")])
    answers = await asyncio.gather(*[aviary.post(body) for _ in range(40)])
    assert {answer.status_code for answer in answers} == {200}
    assert await aviary.texts() == ["hello"]


async def test_the_same_message_under_another_key_is_the_same_message(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    await aviary.say(repeated(message("ann", 1, "hello"), "another-envelope"))
    assert await aviary.texts() == ["hello"]


async def test_what_is_repeated_after_a_restart_is_still_a_repeat(aviary: Aviary) -> None:
    """A server that ended between its commit and its yes is told the same again."""
    await aviary.say(message("ann", 1, "hello"))
    await aviary.restart()
    await aviary.say(message("ann", 1, "hello"), message("ann", 2, "still there?"))
    assert await aviary.texts() == ["hello", "still there?"]


async def test_many_people_write_at_once_and_each_has_his_conversation(aviary: Aviary) -> None:
    people = [f"p{number}" for number in range(12)]
    await asyncio.gather(*[aviary.say(message(who, number, f"{number}")) for number in (2, 1, 3) for who in people])
    found = await aviary.conversations()
    assert len(found) == len(people)
    for conversation in found:
        assert sorted(one["text"] for one in await aviary.messages(conversation)) == ["1", "2", "3"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'["\\u0000"]', b"[" * 5_000])
async def test_a_wrong_secret_is_refused_whatever_it_says(aviary: Aviary, body: bytes) -> None:
    answer = await aviary.post(body, secret="guess")
    assert (answer.status_code, answer.json()["code"]) == (401, "hook_refused")
    assert await aviary.failed() == []
    assert aviary.product.application.platforms.hooks.refused == 1


async def test_a_secret_that_is_no_text_is_refused(aviary: Aviary) -> None:
    client = aviary.product.client()
    path = f"/hooks/parrot/{aviary.connection['id']}"
    for secret in (b"\xff\xfe\x00", b"", b" "):
        answer = await client.post(path, content=b"[]", headers=[(HEADER.encode(), secret)])
        assert answer.status_code == 401


@pytest.mark.parametrize("to", ["0", "1", "99999999999999999999", "abc", "%00", "-1", "٣"])
async def test_an_unknown_connection_is_not_there(aviary: Aviary, to: str) -> None:
    answer = await aviary.post(b"[]", to=to)
    assert (answer.status_code, answer.json()["code"]) == (404, "hook_not_found")


async def test_another_connectors_address_is_not_there(aviary: Aviary) -> None:
    answer = await aviary.product.client().post(f"/hooks/webchat/{aviary.connection['id']}", content=b"[]")
    assert answer.status_code == 404


async def test_a_connection_that_is_off_lets_the_platform_keep_its_news(aviary: Aviary) -> None:
    await aviary.boss.must("PATCH", f"/connections/{aviary.connection['id']}", {"active": False})
    assert (await aviary.post(body_of([message("ann", 1, "hello")]))).status_code == 404


async def test_a_body_has_a_bound(aviary: Aviary) -> None:
    answer = await aviary.post(b"x" * 1_000_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_a_challenge_is_answered(aviary: Aviary) -> None:
    path = f"/hooks/parrot/{aviary.connection['id']}?challenge=42"
    client = aviary.product.client()
    assert (await client.get(path)).status_code == 401
    answer = await client.get(path, headers={HEADER: "polly-wants-a-cracker"})
    assert (answer.status_code, answer.text) == (200, "42")


async def test_what_nobody_can_read_is_kept_and_taken_in_later(aviary: Aviary) -> None:
    aviary.parrot.broken = ValueError("a bug of ours")
    await aviary.say(message("ann", 1, "hello"))
    (kept,) = await aviary.failed()
    assert kept["error"] == "ValueError: a bug of ours"
    assert await aviary.conversations() == []
    again = await aviary.boss.must("POST", f"/failed-events/{kept['id']}/replay")
    assert again["replayed_at"] is None
    aviary.parrot.broken = None
    again = await aviary.boss.must("POST", f"/failed-events/{kept['id']}/replay")
    assert again["replayed_at"] is not None
    assert await aviary.texts() == ["hello"]
    assert await aviary.failed() == []


async def test_a_failed_event_is_no_repeat_and_a_replayed_one_is(aviary: Aviary) -> None:
    aviary.parrot.broken = ValueError("a bug of ours")
    await aviary.say(message("ann", 1, "hello"))
    aviary.parrot.broken = None
    await aviary.say(message("ann", 1, "hello"))
    assert await aviary.texts() == ["hello"]
    (kept,) = await aviary.failed()
    await aviary.boss.must("POST", f"/failed-events/{kept['id']}/replay")
    assert await aviary.texts() == ["hello"]
    answer = await aviary.boss.call("POST", f"/failed-events/{kept['id']}/replay")
    assert (answer.status_code, answer.json()["code"]) == (409, "already_replayed")


async def test_one_bad_event_does_not_keep_its_neighbours_out(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "before"), repeated(message("ann", 2, "bad"), ""), message("ann", 3, "after"))
    assert await aviary.texts() == ["before", "after"]
    (kept,) = await aviary.failed()
    assert kept["error"].startswith("ValueError")


async def test_a_bytes_body_is_kept_as_it_came(aviary: Aviary) -> None:
    aviary.parrot.broken = ValueError("a bug of ours")
    assert (await aviary.post(b"\xff\x00\xfe")).status_code == 200
    (kept,) = await aviary.failed()
    assert kept["size"] > 0


async def test_failed_events_are_shown_to_administrators_alone(aviary: Aviary) -> None:
    aviary.parrot.broken = ValueError("a bug of ours")
    await aviary.say(message("ann", 1, "hello"))
    (kept,) = await aviary.failed()
    mai = await aviary.product.login("mai")
    answer = await mai.call("GET", f"/connections/{aviary.connection['id']}/failed-events")
    assert answer.status_code == 403
    assert (await mai.call("POST", f"/failed-events/{kept['id']}/replay")).status_code == 403
    assert (await aviary.boss.call("POST", "/failed-events/1/replay")).status_code == 404


async def test_the_first_event_is_what_the_wizard_waits_for(aviary: Aviary) -> None:
    path = f"/connections/{aviary.connection['id']}"
    assert (await aviary.boss.get(path))["first_event_at"] is None
    await aviary.post(body_of([message("ann", 1, "hello")]), secret="guess")
    assert (await aviary.boss.get(path))["first_event_at"] is None
    await aviary.say(Unsupported(**head("", "u:1"), kind="poll"))
    assert (await aviary.boss.get(path))["first_event_at"] is not None


async def test_characters_that_no_store_keeps_do_no_harm(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "a\0b c", album="x\0", forwarded_from="\0Ann"))
    (said,) = await aviary.messages()
    assert said["text"] == "ab c"
    assert said["forwarded_from"] == "Ann"


async def test_typing_is_told_and_not_stored(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    told: list[CustomerTyping] = []

    async def tell(typing: CustomerTyping) -> None:
        told.append(typing)

    base, contexts = aviary.product.application.base, aviary.product.application.platforms.contexts
    hooks = Hooks(base.store, HookTools(contexts=contexts, keyring=base.keyring, typing=tell))
    connection = await hooks.connection_of("parrot", aviary.connection["id"])
    events = (
        Typing(**head("ann", "t1"), on=True, text="hel" * 1_000), Typing(**head("ann", "t1"), on=False),
        Typing(**head("stranger", "t2"), on=True),
    )  # fmt: skip
    for event in events:
        assert await hooks.take(connection, event) is None
    assert [one.on for one in told] == [True, False]
    assert "hel" not in repr(told)


async def test_the_log_is_sound_and_counts_what_failed_apart(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "a"), Echo(**head("ann", "e"), external_id="app-1", parts=(Text("ours"),)))
    await aviary.say(Edited(**head("ann", "x"), external_id="ann-1", parts=(Text("b"),)), repeated(message("b", 1), ""))
    application = aviary.product.application
    tables = Tables(metadata.tables["messages"], metadata.tables["conversations"])
    report = await LogCheck(application.base.store, tables).run()
    assert (report.findings, report.sound, report.failed_events) == ([], True, 1)


async def _many(uow: UnitOfWork, connection: Connection, count: int) -> None:
    for _ in range(count):
        row = FailedEvent(uow.new_id(), connection.account_id, connection.id, "", "", "ValueError", uow.now, None)
        FAILED.add(uow, row)


async def test_when_nobody_looks_after_failures_the_platform_keeps_its_news(aviary: Aviary) -> None:
    store = aviary.product.application.base.store
    connection = await aviary.product.application.platforms.hooks.connection_of("parrot", aviary.connection["id"])
    await store.commit(_many, connection, failed.MAX_FAILED)
    aviary.parrot.broken = ValueError("a bug of ours")
    answer = await aviary.post(body_of([message("ann", 1, "hello")]))
    assert (answer.status_code, answer.json()["code"]) == (503, "too_many_failed")
    aviary.parrot.broken = None
    await aviary.say(message("ann", 1, "hello"))
    page = await aviary.boss.get(f"/connections/{aviary.connection['id']}/failed-events", limit=10)
    more = await aviary.boss.get(f"/connections/{aviary.connection['id']}/failed-events", limit=10, cursor=page["next"])
    assert (page["total"], len(page["items"]), len(more["items"])) == (1_000, 10, 10)
    assert {one["id"] for one in page["items"]}.isdisjoint(one["id"] for one in more["items"])


async def test_what_nobody_waits_for_is_swept(aviary: Aviary) -> None:
    store, clock = aviary.product.application.base.store, aviary.product.clock
    await aviary.say(Deleted(**head("ann", "d"), external_ids=("never-came",)))
    aviary.parrot.broken = ValueError("a bug of ours")
    await aviary.say(message("ann", 1, "hello"))
    await aviary.say(message("ann", 2, "again"))
    aviary.parrot.broken = None
    first, _ = await aviary.failed()
    await aviary.boss.must("POST", f"/failed-events/{first['id']}/replay")
    assert await store.commit(failed.sweep) == 0
    clock.advance(failed.KEPT_EARLY_MS + 1)
    assert await store.commit(failed.sweep) == 1
    clock.advance(failed.KEPT_REPLAYED_MS)
    assert await store.commit(failed.sweep) == 1
    clock.advance(failed.KEPT_FAILED_MS)
    assert await store.commit(failed.sweep) == 1


class Down:
    """A store that still reads and takes nothing."""

    def __init__(self, store: Store) -> None:
        self.read = store.read

    async def commit(self, *_: Any) -> Any:
        raise Unavailable


async def test_a_store_that_cannot_take_it_is_no_failed_event(aviary: Aviary) -> None:
    base, platforms = aviary.product.application.base, aviary.product.application.platforms

    async def tell(_: CustomerTyping) -> None:
        return None

    down: Any = Down(base.store)
    hooks = Hooks(down, HookTools(contexts=platforms.contexts, keyring=base.keyring, typing=tell))
    connection = await hooks.connection_of("parrot", aviary.connection["id"])
    request = RawRequest(
        headers={HEADER: SECRET}, body=body_of([message("ann", 1, "hello")]), connection=str(connection.id)
    )  # fmt: skip
    with pytest.raises(Unavailable):
        await hooks.receive(connection, request)
    assert hooks.failures == 0
    assert await aviary.failed() == []


async def test_a_channel_that_is_off_still_hears(aviary: Aviary) -> None:
    await aviary.boss.must("PATCH", f"/channels/{aviary.channel['id']}", {"active": False})
    await aviary.say(message("ann", 1, "hello"))
    hello, note = await aviary.messages()
    assert (hello["text"], hello["author"], note["note"]) == ("hello", "customer", True)
