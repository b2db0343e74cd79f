"""Connecting a bot: whose it is, where its updates go, what is refused, and what is taken back."""

import pytest

from openline.connectors.base import HealthState, PlatformAccount
from openline.connectors.telegram import CONNECTOR
from openline.connectors.telegram.shape import ALLOWED_UPDATES
from tests.connectors.telegram.ways_out import connected
from tests.support.fault_proxy import Fault
from tests.support.http_server import Connection, HttpServer, Seen, reply
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_people import Customer
from tests.support.telegram_server import FakeTelegram

DESK = "https://desk.example"


async def test_a_bot_says_who_it_is(telegram: FakeTelegram, bot: FakeBot) -> None:
    async with connected(telegram, bot) as ctx:
        await CONNECTOR.install(ctx, DESK)
        health = await CONNECTOR.check(ctx)
    assert (health.state, health.detail) == (HealthState.OK, "")
    assert health.account == PlatformAccount(str(bot.id), "Shop", "https://t.me/shop_bot")


async def test_what_is_only_tried_needs_no_webhook(telegram: FakeTelegram, bot: FakeBot) -> None:
    async with connected(telegram, bot) as ctx:
        ctx.connection = "0"
        assert (await CONNECTOR.check(ctx)).state is HealthState.OK
        ctx.connection = "88"
        health = await CONNECTOR.check(ctx)
    assert (health.state, health.detail) == (HealthState.DEGRADED, "webhook_missing")


async def test_installing_names_our_address_our_secret_and_what_we_want(telegram: FakeTelegram, bot: FakeBot) -> None:
    async with connected(telegram, bot) as ctx:
        report = await CONNECTOR.install(ctx, f"{DESK}/")
        (secret,) = ctx.settings.secrets("webhook_secret")
    assert report.done == ("webhook",)
    assert bot.webhook == {
        "url": f"{DESK}/hooks/telegram/88", "secret_token": secret.reveal(), "allowed_updates": list(ALLOWED_UPDATES),
    }  # fmt: skip


async def test_polling_takes_a_webhook_away(telegram: FakeTelegram, bot: FakeBot) -> None:
    bot.webhook = {"url": "https://old.example/"}
    async with connected(telegram, bot, transport="poll") as ctx:
        before = await CONNECTOR.check(ctx)
        report = await CONNECTOR.install(ctx, DESK)
        after = await CONNECTOR.check(ctx)
    assert (before.state, before.detail) == (HealthState.DEGRADED, "conflict")
    assert report.done == ("poll",)
    assert after.state is HealthState.OK
    assert bot.webhook is None


async def test_a_webhook_that_leads_elsewhere_is_named_and_left_alone(telegram: FakeTelegram, bot: FakeBot) -> None:
    async with connected(telegram, bot) as ctx:
        bot.webhook = {"url": "https://other.example/hooks/telegram/99"}
        health = await CONNECTOR.check(ctx)
        report = await CONNECTOR.uninstall(ctx)
    assert (health.state, health.detail) == (HealthState.DEGRADED, "webhook_elsewhere")
    assert report.missing == ()
    assert bot.webhook is not None


async def test_a_webhook_that_fails_is_named(telegram: FakeTelegram, bot: FakeBot, linh: Customer) -> None:
    async def down(seen: Seen, _: Connection) -> bytes:
        return reply(503)

    async with HttpServer(down) as server, connected(telegram, bot) as ctx:
        await CONNECTOR.install(ctx, server.url)
        assert (await CONNECTOR.check(ctx)).state is HealthState.OK
        await linh.text("hi")
        health = await CONNECTOR.check(ctx)
    assert (health.state, health.detail) == (HealthState.DEGRADED, "webhook_failing")


async def test_ours_is_taken_back(telegram: FakeTelegram, bot: FakeBot) -> None:
    async with connected(telegram, bot) as ctx:
        await CONNECTOR.install(ctx, DESK)
        assert (await CONNECTOR.uninstall(ctx)).done == ("webhook",)
        assert bot.webhook is None
        await CONNECTOR.install(ctx, DESK)
        telegram.trouble("deleteWebhook", Fault.SERVER_ERROR)
        assert (await CONNECTOR.uninstall(ctx)).missing == ("webhook_left",)
        bot.revoked = True  # whoever has lost the token has lost the webhook
        assert (await CONNECTOR.uninstall(ctx)).missing == ()


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("Bad Request: bad webhook: An HTTPS URL must be provided for webhook", "https"),
        ("Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443", "webhook_refused"),
    ],
)
async def test_an_address_that_is_refused_is_explained(
    telegram: FakeTelegram, bot: FakeBot, words: str, missing: str
) -> None:
    bot.refuse_webhooks = words
    async with connected(telegram, bot) as ctx:
        report = await CONNECTOR.install(ctx, "http://desk.example")
    assert report.missing == (missing,)
    assert report.done == ()


async def test_nobody_there_and_somebody_else_there(telegram: FakeTelegram, bot: FakeBot) -> None:
    async def other(seen: Seen, _: Connection) -> bytes:
        return reply(200, b"<html>a shop</html>")

    async with HttpServer(other) as server, connected(telegram, bot, api_url=server.url) as ctx:
        health = await CONNECTOR.check(ctx)
        gone = server.url
    assert (health.state, health.detail, health.field) == (HealthState.DOWN, "no_telegram", "api_url")
    async with connected(telegram, bot, api_url=gone) as ctx:
        health = await CONNECTOR.check(ctx)
    assert (health.state, health.detail) == (HealthState.DOWN, "not_connected")
    async with connected(telegram, bot, api_url="http://10.0.0.1:8081") as ctx:
        health = await CONNECTOR.check(ctx)
    assert (health.state, health.detail, health.field) == (HealthState.DOWN, "refused_here", "api_url")
