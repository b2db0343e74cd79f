"""Consent in the widget: asked before anything is kept, once, and registered (docs/behaviour/webchat.md W27)."""

from typing import Any

import pytest

from openline.bootstrap.following import follow
from openline.features.channels.service import CHANNELS
from openline.features.messages.service import before_id
from openline.features.routing.repository import consents_of
from openline.features.settings.service import life_of
from openline.features.webchat import schemas
from openline.features.webchat.errors import ConsentChanged, ConsentNeeded
from openline.features.webchat.service.consents import agree
from openline.features.webchat.service.forms import fill_in, form_for
from openline.features.webchat.types import Visitor
from openline.kit.clock import Clock
from openline.store import Store
from openline.store.batch import Runner
from tests.features.webchat.visit import a_visit
from tests.support.desk import Company
from tests.support.product import Product

CONSENT = {"consent.enabled": True, "consent.text": "Bạn đồng ý?", "consent.url": "https://shop.example/privacy"}
AGREED = schemas.Agreement(text="Bạn đồng ý?", url="https://shop.example/privacy")


@pytest.fixture
async def company(store: Store, clock: Clock, runner: Runner) -> Company:
    follow(runner)
    company = await Company(store, clock).found()
    await company.set(**CONSENT)
    return company


async def asked(company: Company, visitor: Visitor) -> schemas.Form | None:
    channel = await company.store.read(CHANNELS.get, int(company.channel.id))
    return await company.store.read(form_for, channel, int(company.connection.id), visitor)


async def registered(company: Company, visitor: Visitor) -> list[tuple[str, str, bool]]:
    thread = await company.thread(visitor)
    rows = await company.store.read(consents_of, company.account_id, thread.contact_id)
    return [(row.text, row.url, row.given_at is not None) for row in rows]


async def said(company: Company, visitor: Visitor) -> list[str]:
    thread = await company.thread(visitor)
    return [row.text for row in await company.store.read(before_id, thread.id, 1 << 62, 10)]


async def test_nothing_is_kept_before_he_agrees_and_no_line_asks_again(company: Company) -> None:
    visitor = await company.visitor()
    form = await asked(company, visitor)
    assert form is not None
    assert (form.consent, form.fields) == (schemas.AskedConsent(text=AGREED.text, url=AGREED.url), [])
    with pytest.raises(ConsentNeeded):
        await company.write(visitor, "Chào")
    await company.store.commit(agree, visitor, AGREED)
    assert await asked(company, visitor) is None
    await company.write(visitor, "Chào")
    await company.write(visitor, "Còn hàng không?")
    assert [text for text in await said(company, visitor) if "đồng ý" in text] == []
    assert await registered(company, visitor) == [(AGREED.text, AGREED.url, True)]


async def test_without_words_of_the_channel_the_widget_asks_a_question(company: Company) -> None:
    await company.set(**{"consent.text": None})
    form = await asked(company, await company.visitor())
    channel = await company.store.read(CHANNELS.get, int(company.channel.id))
    assert form is not None
    assert channel is not None
    assert form.consent is not None
    assert form.consent.text.endswith("?")
    assert not life_of(channel).consent.endswith("?")  # a messenger's line, to which writing on is the answer


async def test_he_agrees_to_the_words_that_he_has_seen(company: Company) -> None:
    visitor = await company.visitor()
    await company.set(**{"consent.text": "Khác"})
    with pytest.raises(ConsentChanged):
        await company.store.commit(agree, visitor, AGREED)
    with pytest.raises(ConsentNeeded):
        await company.write(visitor, "Chào")


async def test_who_has_written_already_is_not_asked(company: Company) -> None:
    await company.set(**{"consent.enabled": False})
    visitor = await company.visitor()
    await company.write(visitor, "Chào")
    await company.set(**CONSENT)
    assert await asked(company, visitor) is None
    await company.write(visitor, "Còn hàng không?")


async def test_the_tick_of_a_form_is_the_consent_and_other_answers_wait_for_it(company: Company) -> None:
    name: dict[str, Any] = {"id": "name", "kind": "name", "required": True}
    await company.set(**{"form.enabled": True, "form.when": "before", "form.fields": [name]})
    lan, minh = await company.visitor(), await company.visitor()
    with pytest.raises(ConsentNeeded):
        await company.store.commit(fill_in, lan, {"name": "Lan"})
    tick = {"id": "terms", "kind": "consent", "label": "I agree", "required": True}
    await company.set(**{"form.fields": [name, tick]})
    form = await asked(company, minh)
    assert form is not None
    assert form.consent is None
    await company.store.commit(fill_in, minh, {"name": "Minh", "terms": "yes"})
    await company.write(minh, "Chào")
    assert await registered(company, minh) == [("I agree", AGREED.url, True)]
    assert [text for text in await said(company, minh) if "đồng ý" in text] == []


async def test_no_file_of_his_is_kept_before_he_agrees(product: Product) -> None:
    visit = await a_visit(product, CONSENT)
    stranger = await product.widget()

    async def send() -> int:
        bearer = {"authorization": f"Bearer {stranger.token}"}
        file = {"file": ("a.txt", b"Hello", "text/plain")}
        return (await stranger.http.post("/widget/v1/files", files=file, headers=bearer)).status_code

    assert await send() == 409
    asked = (await visit.config())["form"]["consent"]
    assert (await stranger.call("POST", "/consent", asked)).status_code == 204
    assert await send() == 201
