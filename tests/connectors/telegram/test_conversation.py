"""A whole conversation with a Telegram that is not ours: by webhook and by polling, through trouble, both ways."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise

import pytest

from openline.connectors.base import (
    Blame,
    Button,
    ContactShared,
    Edited,
    FetchRefused,
    HealthState,
    InboundEvent,
    Media,
    MediaKind,
    Membership,
    MembershipState,
    Message,
    OutFile,
    OutMessage,
    Permanent,
    Postback,
    RawRequest,
    Reaction,
    Referral,
    Rejected,
    Retry,
    Route,
    Scope,
    SendResult,
    Sent,
    Signal,
    Text,
    Unknown,
    Verified,
)
from openline.connectors.telegram import CONNECTOR
from openline.connectors.telegram.connector import Telegram
from openline.connectors.telegram.polling import Pace
from openline.kit.clock import Clock
from tests.connectors.telegram.ways_out import TestContext, connected
from tests.support.fault_proxy import Fault
from tests.support.http_server import Connection, HttpServer, Seen, reply
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_methods import Limits
from tests.support.telegram_people import Customer
from tests.support.telegram_server import FakeTelegram
from tests.support.waiting import until_async

QUICK = Pace(wait_s=5, first_pause_s=0.01, longest_pause_s=0.02)
PICTURE = b"\x89PNG picture" * 10_000


class Shelf:
    """Our files."""

    async def open(self, file_id: str) -> AsyncGenerator[bytes, None]:
        for _ in range(2):
            yield file_id.encode() * 50_000


def out_file(file_id: str, kind: MediaKind = MediaKind.IMAGE, mime_type: str = "image/png") -> OutFile:
    return OutFile(id=file_id, kind=kind, name=f"ảnh {file_id}", mime_type=mime_type, size=len(file_id) * 100_000)


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=Limits(get_file=1_000_000, upload=1_000_000, photo=500_000)) as started:
        yield started


@pytest.fixture
def bot(telegram: FakeTelegram) -> FakeBot:
    return telegram.bot()


@pytest.fixture
def linh(bot: FakeBot) -> Customer:
    return bot.customer(1001, "Linh", username="linh_t", avatar=b"face")


@dataclass
class Line:
    """A connection at work, however its events come."""

    ctx: TestContext

    @property
    def events(self) -> list[InboundEvent]:
        return self.ctx.events

    async def until(self, count: int) -> list[InboundEvent]:
        """The events, once there are so many."""

        async def enough() -> bool:
            return len(self.events) >= count

        await until_async(enough, f"{count} events")
        assert len(self.events) == count
        return self.events

    async def send(self, chat: int | str, **what: object) -> list[SendResult]:
        """Send a message as the outbox does: call by call, as long as all is well."""
        message = OutMessage(key="1", **what)  # type: ignore[arg-type]
        results: list[SendResult] = []
        for call in CONNECTOR.render(message, Route(thread_ref=str(chat)), self.ctx.settings).calls:
            results.append(await CONNECTOR.send(self.ctx, call))
            if not isinstance(results[-1], Sent):
                break
        return results


@asynccontextmanager
async def by_polling(telegram: FakeTelegram, bot: FakeBot) -> AsyncIterator[Line]:
    async with connected(telegram, bot, Shelf(), transport="poll") as ctx:
        polling = asyncio.create_task(Telegram(QUICK).run(ctx))
        try:
            yield Line(ctx)
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)


@asynccontextmanager
async def by_webhook(telegram: FakeTelegram, bot: FakeBot) -> AsyncIterator[Line]:
    """As the product's hook does it: verify, parse, and the reply."""
    async with connected(telegram, bot, Shelf()) as ctx:

        async def hook(seen: Seen, _: Connection) -> bytes:
            request = RawRequest(path=seen.target, headers=seen.headers, body=seen.body, received_at=Clock().now())
            if isinstance(CONNECTOR.verify(request, ctx.settings), Rejected):
                return reply(403)
            await ctx.deliver(CONNECTOR.parse(request, ctx.settings), None)
            said = CONNECTOR.sync_reply(request, ctx.settings)
            return reply(200, said.body if said else b"", content_type=said.content_type if said else "text/plain")

        async with HttpServer(hook) as server:
            report = await CONNECTOR.install(ctx, server.url)
            assert report.done == ("webhook",)
            yield Line(ctx)
            assert {seen.target for seen in server.seen} <= {"/hooks/telegram/88"}


@pytest.fixture(params=[by_polling, by_webhook], ids=["poll", "webhook"])
async def line(request: pytest.FixtureRequest, telegram: FakeTelegram, bot: FakeBot) -> AsyncIterator[Line]:
    way: Callable[[FakeTelegram, FakeBot], asynccontextmanager[Line]] = request.param  # type: ignore[valid-type]
    async with way(telegram, bot) as opened:  # type: ignore[attr-defined]
        yield opened


async def test_a_conversation_both_ways(line: Line, bot: FakeBot, linh: Customer) -> None:
    await linh.start("promo-42")
    asked = await linh.text("Xin chào! 👋")
    await line.until(3)
    first, source, question = line.events
    assert isinstance(first, Message)
    assert isinstance(source, Referral)
    assert source.ref == "promo-42"
    assert isinstance(question, Message)
    assert question.parts == (Text("Xin chào! 👋"),)
    assert question.profile is not None
    assert (question.profile.name, question.profile.username, question.profile.locale) == ("Linh", "linh_t", "vi")
    await CONNECTOR.signal(line.ctx, Route(thread_ref=question.thread_ref), Signal.TYPING)
    (sent,) = await line.send(
        question.thread_ref, text="Chào Linh", reply_to=question.external_id, buttons=(Button("Có", "y"),)
    )
    (call,) = bot.sent
    assert bot.actions == [(1001, "typing")]
    assert isinstance(sent, Sent)
    assert sent.external_ids == (f"1001:{call.message_id}",)
    assert call.result["reply_to_message"]["message_id"] == asked.id
    await linh.press(call, "y")
    pressed = (await line.until(4))[3]
    assert isinstance(pressed, Postback)
    assert (pressed.payload, pressed.title, pressed.external_id) == ("y", "Có", sent.external_ids[0])
    await bot.until_called("answerCallbackQuery")
    await linh.react(call, "❤")
    await linh.edit(asked, "Xin chào bạn!")
    reaction, edited = (await line.until(6))[4:]
    assert isinstance(reaction, Reaction)
    assert (reaction.emoji, reaction.external_id) == ("❤", sent.external_ids[0])
    assert isinstance(edited, Edited)
    assert (edited.external_id, edited.parts) == (question.external_id, (Text("Xin chào bạn!"),))


async def test_files_both_ways(line: Line, bot: FakeBot, linh: Customer) -> None:
    await linh.photo(PICTURE, "nhìn này")
    (got,) = await line.until(1)
    assert isinstance(got, Message)
    media, caption = got.parts
    assert isinstance(media, Media)
    assert (media.kind, media.size, caption) == (MediaKind.IMAGE, len(PICTURE), Text("nhìn này"))
    assert b"".join([chunk async for chunk in CONNECTOR.fetch_media(line.ctx, media.ref)]) == PICTURE
    results = await line.send(
        1001, text="hai ảnh", files=(out_file("a"), out_file("b"), out_file("c", MediaKind.VOICE, "audio/ogg"))
    )
    assert all(isinstance(result, Sent) for result in results)
    ids = [external_id for result in results if isinstance(result, Sent) for external_id in result.external_ids]
    assert len(set(ids)) == 4
    text, album, voice = bot.sent
    assert (text.text, album.method, voice.method) == ("hai ảnh", "sendMediaGroup", "sendVoice")
    assert [file.content for file in album.files.values()] == [b"a" * 100_000, b"b" * 100_000]
    assert [file.name for file in voice.files.values()] == ["ảnh c"]


async def test_an_album_is_one_word(line: Line, linh: Customer) -> None:
    await linh.album(b"one", b"two", b"three", caption="ba ảnh")
    messages = [event for event in await line.until(3) if isinstance(event, Message)]
    assert len(messages) == 3
    assert len({message.album for message in messages}) == 1
    assert messages[0].album


async def test_his_own_number_is_his(line: Line, linh: Customer) -> None:
    await linh.contact("+84901234567")
    await linh.contact("+84909999999", own=False, name="Mẹ")
    events = await line.until(4)
    assert [event.own for event in events if isinstance(event, ContactShared)] == [True, False]


async def test_a_door_that_shuts(line: Line, bot: FakeBot, linh: Customer) -> None:
    await linh.text("hi")
    await linh.block()
    blocked = (await line.until(2))[1]
    assert isinstance(blocked, Membership)
    assert (blocked.state, blocked.thread_ref) == (MembershipState.BLOCKED, "1001")
    (refused,) = await line.send(1001, text="hello?")
    assert isinstance(refused, Permanent)
    assert (refused.code, refused.blame) == ("blocked", Blame.RECIPIENT)
    assert refused.text == "bot was blocked by the user"
    await linh.unblock()
    await line.until(3)
    assert isinstance((await line.send(1001, text="hello"))[0], Sent)


async def test_a_group_that_grows_takes_the_answer_along(line: Line, bot: FakeBot, linh: Customer) -> None:
    group = bot.group(-17)
    await linh.text("anybody?", chat=group)
    bot.group(-1001700)
    await group.upgrade(-1001700)
    await line.until(2)
    (sent,) = await line.send(-17, text="yes")  # written before the news came
    assert isinstance(sent, Sent)
    assert sent.external_ids[0].startswith("-1001700:")
    (photo,) = await line.send(-17, files=(out_file("a"),))
    assert isinstance(photo, Sent)


async def test_an_owners_own_account(line: Line, bot: FakeBot, linh: Customer) -> None:
    linh.business = "biz_-1"
    await linh.text("are you open?")
    (asked,) = await line.until(1)
    await CONNECTOR.signal(line.ctx, Route(thread_ref=asked.thread_ref), Signal.TYPING)
    (sent,) = await line.send(asked.thread_ref, text="we are")
    (call,) = bot.sent
    assert call.params["business_connection_id"] == "biz_-1"
    assert isinstance(sent, Sent)
    assert sent.external_ids[0].startswith("1001@biz_-1:")


async def test_a_repeated_storm_has_one_key(line: Line, bot: FakeBot, linh: Customer) -> None:
    said = await linh.text("once")
    await line.until(1)
    for _ in range(20):
        await bot.deliver(said.update)
    later = await linh.text("after the storm")

    async def there() -> bool:
        return any(isinstance(e, Message) and e.external_id == f"1001:{later.id}" for e in line.events)

    await until_async(there, "the later message")
    assert len({event.event_key for event in line.events}) == 2


async def test_disorder_keeps_the_order_in_the_times(line: Line, bot: FakeBot, linh: Customer) -> None:
    bot.hold()
    first, second = await linh.text("first"), await linh.text("second")
    await linh.edit(first, "first, corrected")
    await bot.release(backwards=True)
    events = await line.until(3)
    assert isinstance(events[0], Edited)
    numbers = [event.external_id for event in events if isinstance(event, Message | Edited)]
    assert numbers == [f"1001:{first.id}", f"1001:{second.id}", f"1001:{first.id}"]
    assert all(a.event_key != b.event_key for a, b in pairwise(events))


@pytest.mark.parametrize(
    ("fault", "result", "reached"),
    [
        (Fault.TOO_MANY, Retry, 0),
        (Fault.SERVER_ERROR, Retry, 0),
        (Fault.CUT_BEFORE, Unknown, 0),
        (Fault.CUT_AFTER, Unknown, 1),
        (Fault.TRUNCATED, Unknown, 1),
        (Fault.SILENT, Unknown, 1),
    ],
)
async def test_troubles_have_their_names(
    telegram: FakeTelegram, bot: FakeBot, linh: Customer, fault: Fault, result: type, reached: int
) -> None:
    telegram.retry_after_s = 17
    telegram.trouble("sendMessage", fault)
    async with connected(telegram, bot, read_s=0.3) as ctx:
        (found,) = await Line(ctx).send(1001, text="x")
    assert isinstance(found, result), found
    assert len(bot.sent) == reached
    if isinstance(found, Retry) and fault is Fault.TOO_MANY:
        assert (found.after_ms, found.scope) == (17_000, Scope.THREAD)


async def test_a_bad_token_is_the_administrators_business(telegram: FakeTelegram, bot: FakeBot) -> None:
    async with connected(telegram, bot) as ctx:
        bot.revoked = True
        (found,) = await Line(ctx).send(1001, text="x")
        health = await CONNECTOR.check(ctx)
    assert isinstance(found, Permanent)
    assert found.blame is Blame.AUTH
    assert (health.state, health.detail, health.field) == (HealthState.REAUTH, "unauthorized", "bot_token")


async def test_polling_survives_trouble_and_loses_nothing(telegram: FakeTelegram, bot: FakeBot, linh: Customer) -> None:
    await linh.text("before")
    troubles = [Fault.SERVER_ERROR, Fault.CUT_AFTER, Fault.TRUNCATED, Fault.CUT_BEFORE]
    telegram.trouble("getUpdates", *troubles)
    async with by_polling(telegram, bot) as line:
        await line.until(1)
        telegram.trouble("getUpdates", Fault.SERVER_ERROR)
        await linh.text("after")
        await line.until(2)
    assert [event.parts for event in line.events if isinstance(event, Message)] == [(Text("before"),), (Text("after"),)]


async def test_polling_ends_with_its_token_and_says_so(telegram: FakeTelegram, bot: FakeBot, linh: Customer) -> None:
    bot.revoked = True
    async with connected(telegram, bot, transport="poll") as ctx:
        await Telegram(QUICK).run(ctx)
    (alert,) = ctx.events
    assert getattr(alert, "code", None) == "unauthorized"


async def test_polling_goes_on_where_it_stood(telegram: FakeTelegram, bot: FakeBot, linh: Customer) -> None:
    async with by_polling(telegram, bot) as line:
        await linh.text("one")
        await line.until(1)
        stood = line.ctx.kept
    await linh.text("two")
    async with connected(telegram, bot, transport="poll") as ctx:
        ctx.kept = stood
        polling = asyncio.create_task(Telegram(QUICK).run(ctx))
        (event,) = await Line(ctx).until(1)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
    assert isinstance(event, Message)
    assert event.parts == (Text("two"),)


async def test_a_webhook_of_somebody_else_is_refused(telegram: FakeTelegram, bot: FakeBot, linh: Customer) -> None:
    async with by_webhook(telegram, bot) as line:
        assert bot.webhook is not None
        bot.webhook["secret_token"] = "another-secret-than-ours"
        said = await linh.text("forged")
        assert said.status == 403
        assert line.events == []
    wrong = RawRequest(headers={"x-telegram-bot-api-secret-token": ""}, body=b"{}")
    assert not isinstance(CONNECTOR.verify(wrong, line.ctx.settings), Verified)


async def test_files_that_do_not_come(telegram: FakeTelegram, bot: FakeBot, linh: Customer) -> None:
    large = await linh.document(b"x", size=1_000_001)
    gone = await linh.document(b"y")
    del bot.files[gone.message["document"]["file_id"]]
    cut = await linh.document(b"z" * 1_000)
    telegram.trouble("file", Fault.CUT_BEFORE)
    telegram.trouble("getFile", Fault.PASS, Fault.PASS, Fault.PASS, Fault.SERVER_ERROR)
    async with by_polling(telegram, bot) as line:
        reasons = []
        for said in (large, gone, cut, cut):
            ref = next(
                part.ref
                for event in await line.until(3)
                if isinstance(event, Message) and event.external_id == f"1001:{said.id}"
                for part in event.parts
                if isinstance(part, Media)
            )
            with pytest.raises(FetchRefused) as refused:
                _ = [chunk async for chunk in CONNECTOR.fetch_media(line.ctx, ref)]
            reasons.append(refused.value.reason)
    assert reasons == ["too_large", "gone", "cut", "status_500"]


async def test_a_picture_that_telegram_does_not_show_goes_as_a_file(telegram: FakeTelegram, bot: FakeBot) -> None:
    bot.customer(1001)
    bot.refuse_photos = True
    async with connected(telegram, bot, Shelf()) as ctx:
        (sent,) = await Line(ctx).send(1001, text="wide", files=(out_file("a"),))
    assert isinstance(sent, Sent)
    (call,) = bot.sent
    assert (call.method, call.text) == ("sendDocument", "wide")


async def test_a_face_is_found(telegram: FakeTelegram, bot: FakeBot, linh: Customer) -> None:
    bot.customer(1002, "Nameless")
    async with by_polling(telegram, bot) as line:
        await linh.text("hi")
        await bot.chats[1002].text("hi")  # type: ignore[union-attr]
        linh_event, other = await line.until(2)
        profile = await CONNECTOR.fetch_profile(line.ctx, linh_event.sender)
        assert profile is not None
        assert profile.avatar is not None
        assert b"".join([chunk async for chunk in CONNECTOR.fetch_media(line.ctx, profile.avatar)]) == b"face"
        assert await CONNECTOR.fetch_profile(line.ctx, other.sender) is None
