"""Customers rate in the widget, when they are asked (docs/behaviour/webchat.md W19, W20)."""

import pytest

from tests.features.webchat.visit import Visit, a_visit
from tests.support.product import Product

ASKS = {
    "rating.ask": True, "rating.before_finish": False, "auto.close_delay": 10,
    "rating.widget_text": "How was it?", "rating.widget_like": "Thanks!", "rating.widget_dislike": "Sorry!",
}  # fmt: skip
REFUSED = 409


@pytest.fixture
async def visit(product: Product) -> Visit:
    return await a_visit(product, ASKS)


async def test_he_is_asked_when_it_is_finished_and_answers_once(visit: Visit) -> None:
    assert await visit.rate(like=True) == REFUSED
    await visit.finish()
    seen = (await visit.seen())["conversation"]["session"]
    assert (seen["phase"], seen["closing"]) == ("active", True)
    assert seen["rating"] | {"until": None} == {
        "asked": True, "vote": None, "until": None, "text": "How was it?", "like": "Thanks!", "dislike": "Sorry!",
    }  # fmt: skip
    assert await visit.rate(like=False) == 204
    assert await visit.rate(like=False) == 204  # an answer that was lost: asked again
    assert await visit.rate(like=True) == REFUSED
    assert (await visit.session())["vote"] == "dislike"
    seen = (await visit.seen())["conversation"]["session"]
    assert (seen["rating"]["asked"], seen["rating"]["vote"]) == (False, "dislike")


async def test_a_channel_may_let_him_rate_before(visit: Visit) -> None:
    await visit.set({"rating.before_finish": True})
    assert (await visit.seen())["conversation"]["session"]["rating"]["asked"] is True
    assert await visit.rate(like=True) == 204
    assert (await visit.session())["vote"] == "like"


async def test_who_goes_on_is_not_asked_any_more(visit: Visit) -> None:
    await visit.finish()
    await visit.customer.write("One more thing")
    seen = (await visit.seen())["conversation"]["session"]
    assert (seen["closing"], seen["rating"]) == (False, None)
    assert await visit.rate(like=True) == REFUSED


async def test_where_nobody_asks_there_is_nothing_to_rate(visit: Visit) -> None:
    await visit.set({"rating.ask": False})
    await visit.finish()
    assert (await visit.seen())["conversation"]["session"]["rating"] is None
    assert await visit.rate(like=True) == REFUSED


async def test_who_never_wrote_has_nothing_to_rate(product: Product) -> None:
    stranger = await product.widget()
    assert (await stranger.call("POST", "/rating", {"like": True})).status_code == REFUSED


async def test_a_button_that_is_too_long_is_refused(visit: Visit) -> None:
    body = {"client_id": "p", "text": "x", "pressed": "x" * 65}
    assert (await visit.customer.call("POST", "/messages", body)).status_code == 422
    body = {"client_id": "p", "text": "Go on", "pressed": "reminder:continue:0"}
    assert (await visit.customer.call("POST", "/messages", body)).json()["text"] == "Go on"
