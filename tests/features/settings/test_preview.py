"""What the preview shows of settings that are not stored yet is what customers get once they are."""

from typing import Any

import pytest

from openline.features.routing import preview as wire
from openline.features.routing.service.preview import preview_of
from openline.features.webchat.errors import ConsentNeeded
from openline.features.webchat.schemas import Agreement
from openline.features.webchat.service import visitors
from openline.features.webchat.service.consents import agree
from openline.features.webchat.types import Visitor
from openline.kit.errors import InvalidField
from openline.kit.i18n import load_texts
from tests.support.desk import Company

CHANGES: dict[str, Any] = {
    "auto.welcome": True, "auto.welcome_text": "Xin chào, #CUSTOMER_NAME#! Phiên #SESSION_ID#.",
    "consent.enabled": True, "consent.text": "Viết tiếp là đồng ý.", "consent.url": "https://shop.example/privacy",
    "auto.no_answer_rule": "text", "auto.no_answer_text": "Chờ chút nhé", "auto.no_answer_after": 60,
    "auto.close_rule": "text", "auto.close_text": "Cảm ơn! #OPERATOR#", "rating.ask": True,
    "rating.widget_text": "Thế nào?", "rating.text": "1 tốt, 0 chưa", "rating.like": "Cảm ơn 1",
    "hours.off_rule": "text", "hours.off_text": "Mai nhé", "queue.check_available": False,
    "queue.idle_time": 3_600,
}  # fmt: skip


async def shown(company: Company, settings: dict[str, Any]) -> dict[str, wire.Shown]:
    ask = wire.AskPreview(settings=settings)
    channel_id = int(company.channel.id)
    found = await company.store.read(preview_of, company.boss, channel_id, ask, load_texts())
    return {one.scene: one for one in found.scenes}


def said(lines: list[wire.Line], number: str = "1024") -> list[str]:
    """By itself, with the number of a session."""
    return [line.text.replace("1024", number) for line in lines if line.author == "system"]


async def got(company: Company, customer: Visitor) -> list[str]:
    page = await company.store.read(visitors.history, customer, 100, 50, company.keyring)
    return [one.text for one in page.items if one.author == "system"]


async def test_the_texts_of_the_preview_are_the_texts_that_the_customer_gets(company: Company) -> None:
    await company.queue(company.boss)
    promised = await shown(company, CHANGES)
    await company.set(**CHANGES)
    customer = await company.visitor()
    with pytest.raises(ConsentNeeded):
        await company.write(customer, "Còn không ạ?")
    await company.store.commit(agree, customer, Agreement(text=CHANGES["consent.text"], url=CHANGES["consent.url"]))
    await company.write(customer, "Còn không ạ?")
    number = str((await company.session(customer)).number)
    assert await got(company, customer) == said(promised["opening"].widget, number)
    await company.wait(60)
    assert await got(company, customer) == said(promised["no_answer"].widget, number)
    await company.accept(company.boss, customer)
    await company.reply(company.boss, customer, "Dạ còn")
    await company.finish(company.boss, customer)
    bye = said(promised["closing"].widget)[len(said(promised["opening"].widget)) :]
    assert (await got(company, customer))[-len(bye) :] == bye == ["Cảm ơn! Boss"]
    opened = await company.store.read(visitors.opened, customer, "token", company.keyring)
    assert opened.conversation is not None
    assert opened.conversation.session is not None
    rating, asking = opened.conversation.session.rating, promised["closing"].rating
    assert rating is not None
    assert asking is not None
    assert (rating.text, rating.like, rating.dislike) == (asking.text, asking.like, asking.dislike)


async def test_without_buttons_the_question_for_a_rating_is_a_message(company: Company) -> None:
    scenes = await shown(company, CHANGES)
    assert said(scenes["closing"].messenger)[-2:] == ["Cảm ơn! Boss", "1 tốt, 0 chưa"]
    assert said(scenes["rated"].messenger)[-1] == "Cảm ơn 1"
    assert "1 tốt, 0 chưa" not in said(scenes["closing"].widget)


async def test_only_what_is_said_has_a_scene_and_bad_values_are_named(company: Company) -> None:
    assert list(await shown(company, {"auto.welcome": False})) == ["opening", "closing"]
    assert said((await shown(company, CHANGES))["off_hours"].widget)[1] == "Mai nhé"
    with pytest.raises(InvalidField) as refusal:
        await shown(company, {"rating.text": "?"})
    assert refusal.value.data["field"] == "rating.text"
