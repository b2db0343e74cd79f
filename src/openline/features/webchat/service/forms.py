"""The welcome form: who is still asked, what an answer must look like, and where it goes (W21 to W24)."""

from collections.abc import Mapping

import msgspec

from openline.features.channels.service import CHANNELS, CONNECTIONS, Channel
from openline.features.contacts.service import Profile, add_answers, announce, contact_of, update_profile
from openline.features.conversations.service import CONVERSATION_BY_THREAD, CONVERSATIONS, Conversation
from openline.features.routing.service.guard import hold_of
from openline.features.routing.service.life.saying import remark
from openline.features.settings.service import FormRules, form_of
from openline.features.webchat import schemas
from openline.features.webchat.errors import FormNeeded
from openline.features.webchat.repository import VISITORS, VisitorRow
from openline.features.webchat.service.consents import asked_by, check_agreed, register, ticked
from openline.features.webchat.service.visitors import access_visitor, thread_of
from openline.features.webchat.types import Visitor
from openline.kit.errors import InvalidField
from openline.kit.text import clean
from openline.store import UnitOfWork, View

YES = "yes"
PROFILE = frozenset({"name", "phone", "email"})
LIMITS = {"name": 255, "phone": 32, "email": 254, "text": 1_000}
LEAST_DIGITS = 5


async def form_for(
    view: View, channel: Channel, connection_id: int, visitor: Visitor | None
) -> schemas.Form | None:  # fmt: skip
    """What is still to be asked of somebody who opens the widget; None: nothing."""
    form, consent = form_of(channel), asked_by(channel)
    if visitor is not None and visitor.connection_id == connection_id:
        row = await VISITORS.get(view, visitor.visitor_id)
        begun = await _has_written(view, visitor)
        if row is not None and form is not None:
            form = None if row.form_at is not None or (form.before and begun) or _is_known(form, row) else form
        if begun or (row is not None and row.consent_at is not None):
            consent = None
    return shown(form, consent)


def shown(form: FormRules | None, consent: schemas.AskedConsent | None) -> schemas.Form | None:
    """What is asked, on the wire; only for consent is a form without questions."""
    if form is None:
        return schemas.Form(before=True, title="", consent_url="", consent=consent, fields=[]) if consent else None
    return schemas.Form(
        before=form.before, title=form.title, consent_url=form.consent_url, consent=consent,
        fields=[schemas.FormField(**msgspec.structs.asdict(field)) for field in form.fields],
    )  # fmt: skip


async def check_filled(view: View, visitor: Visitor, row: VisitorRow) -> None:
    """Before his first message, where the channel asks first.

    Raises ConsentNeeded, FormNeeded.
    """
    if await _has_written(view, visitor):
        return
    await check_agreed(view, visitor, row)
    if row.form_at is not None:
        return
    form = await _form(view, visitor)
    if form is not None and form.before and not _is_known(form, row):
        raise FormNeeded


async def check_sender(view: View, visitor: Visitor) -> None:
    """Of a visitor who sends something: whether he may write.

    Raises VisitorTokenRefused, WidgetNotFound, ConsentNeeded, FormNeeded.
    """
    await check_filled(view, visitor, await access_visitor(view, visitor))


async def fill_in(uow: UnitOfWork, visitor: Visitor, answers: Mapping[str, str]) -> None:
    """Keep what he answered for his contact, or give it to the one he has.

    Raises VisitorTokenRefused, WidgetNotFound, InvalidField naming the question, ConsentNeeded, FormNeeded.
    """
    row = await access_visitor(uow, visitor)
    form = await _form(uow, visitor)
    if form is None or row.form_at is not None:
        return
    conversation = await thread_of(uow, visitor)
    if conversation is None:
        await check_agreed(uow, visitor, row)
    if not answers and form.before:
        raise FormNeeded
    checked = _checked(form, answers) if answers else {}
    held = await VISITORS.hold(uow, visitor.visitor_id)
    if held is None or held.form_at is not None:
        return
    profile = Profile(
        **{field.kind: checked[field.id] for field in form.fields if field.kind in PROFILE and field.id in checked}
    )
    given = [
        (field.label, form.consent_url) for field in form.fields if field.kind == "consent" and field.id in checked
    ]
    row = VISITORS.change(
        uow, held, **ticked(held, given, at=uow.now), form_at=uow.now,
        form=msgspec.json.encode(checked).decode() if checked else None,
        **{name: value for name, value in profile.known().items() if getattr(held, name) is None},
    )  # fmt: skip
    if conversation is not None and checked:
        await hand_over(uow, row, conversation)


async def hand_over(uow: UnitOfWork, row: VisitorRow, conversation: Conversation) -> None:
    """Give the answers of a visitor to his contact, and tell colleagues."""
    channel = await CHANNELS.get(uow, conversation.channel_id)
    form = form_of(channel) if channel is not None else None
    held = await VISITORS.hold(uow, row.id)
    if held is None or held.form is None:
        return
    answers = msgspec.json.decode(held.form, type=dict[str, str])
    VISITORS.change(uow, held, form=None)
    found = await hold_of(uow, conversation.id)
    if form is None or found is None:
        return
    await update_profile(uow, found.contact_id, Profile(name=row.name, email=row.email, phone=row.phone))
    lines = [
        f"{field.label or form.words[field.kind]}: {_said(form, field.kind, answers[field.id])}"
        for field in form.fields
        if field.id in answers
    ]
    others = {
        f.label: _said(form, f.kind, answers[f.id]) for f in form.fields if f.id in answers and f.kind not in PROFILE
    }
    await add_answers(uow, found.contact_id, others)
    await register(uow, row, found)
    announce(uow, await contact_of(uow, found.account_id, found.contact_id))
    # The contact was locked, and what was read before a lock is read again.
    now = await CONVERSATIONS.get(uow, found.id)
    assert now is not None
    await remark(uow, now, "\n".join([form.words["note"], *lines]))


def _said(form: FormRules, kind: str, value: str) -> str:
    return form.words["yes"] if kind == "consent" else value


async def _form(view: View, visitor: Visitor) -> FormRules | None:
    connection = await CONNECTIONS.get(view, visitor.connection_id)
    channel = await CHANNELS.get(view, connection.channel_id) if connection is not None else None
    return form_of(channel) if channel is not None else None


async def _has_written(view: View, visitor: Visitor) -> bool:
    return await CONVERSATION_BY_THREAD.get(view, visitor.connection_id, visitor.thread) is not None


def _is_known(form: FormRules, row: VisitorRow) -> bool:
    """The site has told who he is, as far as an answer is required; or all of it, where none is."""
    wanted = [field for field in form.fields if field.required] or list(form.fields)
    return all(field.kind in PROFILE and getattr(row, field.kind) for field in wanted)


def _checked(form: FormRules, answers: Mapping[str, str]) -> dict[str, str]:
    fields = {field.id: field for field in form.fields}
    for unknown in answers.keys() - fields.keys():
        raise InvalidField(field=unknown[:32], reason="no such question")
    found: dict[str, str] = {}
    for field in form.fields:
        value = clean(answers.get(field.id, ""))
        if not value and field.required:
            raise InvalidField(field=field.id, reason="an answer is needed")
        if value:
            found[field.id] = _fit(field.id, field.kind, value, field.options)
    return found


def _fit(name: str, kind: str, value: str, options: list[str]) -> str:
    most = LIMITS.get(kind, LIMITS["text"])
    if len(value) > most:
        raise InvalidField(field=name, reason=f"at most {most} characters")
    if kind == "email" and not ("@" in value[1:-1] and len(value.split()) == 1):
        raise InvalidField(field=name, reason="an e-mail address")
    if kind == "phone" and sum(letter.isdigit() for letter in value) < LEAST_DIGITS:
        raise InvalidField(field=name, reason="a phone number")
    if kind == "choice" and value not in options:
        raise InvalidField(field=name, reason="one of the answers that are offered")
    if kind == "consent" and value != YES:
        raise InvalidField(field=name, reason=f"{YES}, or nothing")
    return value
