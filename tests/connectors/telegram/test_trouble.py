"""What goes wrong between a bot and Telegram, and what is made of it."""

import asyncio

import pytest

from openline.connectors.base import (
    Blame,
    FetchRefused,
    HealthState,
    Media,
    Message,
    Permanent,
    RawRequest,
    Retry,
    Scope,
    Sent,
    Text,
    Unknown,
    Verified,
)
from openline.connectors.telegram import CONNECTOR
from openline.connectors.telegram.connector import Telegram
from tests.connectors.telegram.ways_out import QUICK, Line, Shelf, by_polling, by_webhook, connected, out_file
from tests.support.fault_proxy import Fault
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_people import Customer
from tests.support.telegram_server import FakeTelegram


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
    assert reasons == ["too_large", "gone", "cut", "unavailable"]


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
