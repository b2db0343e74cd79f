"""The welcome form: asked once, given to the contact, told to colleagues (docs/behaviour/webchat.md W21 to W24)."""

import json
from typing import Any

import pytest

from openline.bootstrap.following import follow
from openline.features.channels.service import CHANNELS
from openline.features.contacts import service as contacts
from openline.features.messages.service import before_id
from openline.features.routing.repository import consents_of
from openline.features.webchat.errors import FormNeeded
from openline.features.webchat.service.forms import fill_in, form_for
from openline.features.webchat.types import Visitor
from openline.kit.clock import Clock
from openline.kit.errors import InvalidField
from openline.store import Store
from openline.store.batch import Runner
from tests.features.webchat.visit import a_visit
from tests.support.desk import Company
from tests.support.product import Product

FIELDS: list[dict[str, Any]] = [
    {"id": "name", "kind": "name", "required": True},
    {"id": "email", "kind": "email"},
    {"id": "order", "kind": "text", "label": "Number of the order"},
    {"id": "size", "kind": "choice", "label": "Size", "options": ["S", "M"]},
    {"id": "terms", "kind": "consent", "label": "I agree", "required": True},
]
ANSWERS = {"name": "Lan", "email": "lan@example.org", "order": "A-17", "size": "M", "terms": "yes"}


@pytest.fixture
async def company(store: Store, clock: Clock, runner: Runner) -> Company:
    follow(runner)
    company = await Company(store, clock).found()
    await company.set(**{"form.enabled": True, "form.when": "before", "form.fields": FIELDS})
    return company


async def fill(company: Company, visitor: Visitor, **answers: str) -> None:
    await company.store.commit(fill_in, visitor, answers)


async def asked(company: Company, visitor: Visitor | None) -> bool:
    channel = await company.store.read(CHANNELS.get, int(company.channel.id))
    return await company.store.read(form_for, channel, int(company.connection.id), visitor) is not None


async def contact(company: Company, visitor: Visitor) -> contacts.Contact:
    thread = await company.thread(visitor)
    return await company.store.read(contacts.contact_of, company.account_id, thread.contact_id)


async def test_nobody_writes_before_he_has_answered_and_his_contact_has_the_answers(company: Company) -> None:
    visitor = await company.visitor()
    assert await asked(company, None)
    with pytest.raises(FormNeeded):
        await company.write(visitor, "Hello")
    with pytest.raises(FormNeeded):
        await fill(company, visitor)
    await fill(company, visitor, **ANSWERS)
    await fill(company, visitor, **(ANSWERS | {"name": "Mallory"}))  # an answer that was lost: only the first counts
    assert not await asked(company, visitor)
    await company.write(visitor, "Hello")
    found = await contact(company, visitor)
    assert (found.name, found.email) == ("Lan", "lan@example.org")
    assert json.loads(found.fields or "") == {"Number of the order": "A-17", "Size": "M", "I agree": "yes"}


async def test_colleagues_read_the_answers_once_and_the_consent_is_registered(company: Company) -> None:
    visitor = await company.visitor()
    await fill(company, visitor, **ANSWERS)
    await company.write(visitor, "Hello")
    await company.write(visitor, "Again")
    thread = await company.thread(visitor)
    notes = [row.text for row in await company.store.read(before_id, thread.id, 1 << 62, 10) if row.note]
    lines = ["Name: Lan", "E-mail: lan@example.org", "Number of the order: A-17", "Size: M", "I agree: yes"]
    assert notes == ["\n".join(["The customer filled in the form:", *lines])]
    given = await company.store.read(consents_of, company.account_id, thread.contact_id)
    assert [(row.text, row.given_at is not None) for row in given] == [("I agree", True)]


async def test_after_the_first_message_it_may_be_declined(company: Company) -> None:
    await company.set(**{"form.when": "after"})
    lan, minh = await company.visitor(), await company.visitor()
    await company.write(lan, "Hello")
    await company.write(minh, "Hi")
    await fill(company, lan, **ANSWERS)
    await fill(company, minh)
    assert [await asked(company, visitor) for visitor in (lan, minh)] == [False, False]
    assert ((await contact(company, lan)).name, (await contact(company, minh)).name) == ("Lan", None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "lan"}, "email"),
        ({"size": "XXL"}, "size"),
        ({"terms": "no"}, "terms"),
        ({"x": "y"}, "x"),
    ],
)
async def test_a_wrong_answer_is_refused_by_its_question(company: Company, wrong: dict[str, str], field: str) -> None:
    visitor = await company.visitor()
    with pytest.raises(InvalidField) as refusal:
        await fill(company, visitor, **(ANSWERS | wrong))
    assert refusal.value.data["field"] == field


async def test_the_widget_is_told_what_to_ask_and_brings_the_answers(product: Product) -> None:
    visit = await a_visit(product, {"form.enabled": True, "form.fields": FIELDS, "form.title": "Who are you?"})
    form = (await visit.config())["form"]
    assert form["title"] == "Who are you?"
    assert (form["before"], [field["kind"] for field in form["fields"]]) == (False, [one["kind"] for one in FIELDS])
    assert (await visit.customer.call("POST", "/form", {"answers": {"name": "Lan"}})).json()["field"] == "terms"
    assert (await visit.customer.call("POST", "/form", {"answers": ANSWERS})).status_code == 204
    found = await visit.boss.get(f"/contacts/{visit.talk['contact']['id']}")
    assert {"label": "Size", "value": "M"} in found["fields"]
