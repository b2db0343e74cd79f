"""Customers of platforms see that somebody writes to them: not too often, and only where it may be shown."""

from openline.kit.clock import SECOND
from tests.features.platforms.sending.flight import Flight


async def types(flight: Flight, talk: str, *, on: bool = True) -> None:
    await flight.boss.must("POST", f"/conversations/{talk}/typing", {"on": on})


async def test_typing_is_shown_at_most_every_four_seconds(flight: Flight) -> None:
    talk, other = await flight.customer("c1"), await flight.customer("c2")
    shown = flight.product.application.platforms.typing
    await types(flight, talk)
    await shown.idle()
    await types(flight, talk)
    await types(flight, talk, on=False)
    await types(flight, other)
    await shown.idle()
    assert flight.loft.signals() == ["c1", "c2"]
    flight.product.clock.advance(4 * SECOND)
    await types(flight, talk)
    await shown.idle()
    assert flight.loft.signals() == ["c1", "c2", "c1"]


async def test_nothing_is_shown_by_a_channel_that_is_off(flight: Flight) -> None:
    talk = await flight.customer("c1")
    await flight.boss.must("PATCH", f"/channels/{flight.channel['id']}", {"active": False})
    await types(flight, talk)
    await flight.product.application.platforms.typing.idle()
    assert flight.loft.signals() == []


async def test_a_platform_that_does_not_answer_hurts_nobody(flight: Flight) -> None:
    talk = await flight.customer("c1")
    flight.loft.token = "another"
    await types(flight, talk)
    await flight.product.application.platforms.typing.idle()
    assert (await flight.connection_now())["state"] == "ok"
