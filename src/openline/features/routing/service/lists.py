"""What the desk reads: conversations, messages, sessions, counts, explanations."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from openline.engine.explain import Explanation, why_waiting
from openline.engine.model import QueueState
from openline.engine.remedies import place_in_line, remedies
from openline.engine.words import WithBot
from openline.features.bots.service import name_of_bot
from openline.features.channels.types import AbilitiesOf
from openline.features.contacts.schemas import Assign, Contact, ContactBrief, EditContact
from openline.features.contacts.service import assign, contact_of, edit, show
from openline.features.conversations.service import access_conversation, count_of, may_see, of_contact, page_of
from openline.features.files.errors import FileNotFound
from openline.features.files.service import FILES
from openline.features.files.service.links import Url
from openline.features.messages.service import before_id
from openline.features.people.types import Actor, Need
from openline.features.routing import explaining, schemas
from openline.features.routing.repository import Session, StoredExplanation, consents_of, explanations_of, list_sessions
from openline.features.routing.service.access import access_session
from openline.features.routing.service.life.prolonging import prolong_all
from openline.features.routing.service.names import name_of
from openline.features.routing.service.queue import look
from openline.features.routing.service.views import conversation_view, message_view, session_view
from openline.features.routing.types import Phase
from openline.kit.errors import NotAllowed, NotFound
from openline.kit.ids import id_in, parse_id
from openline.kit.paging import cursor, place
from openline.kit.wire import instant, instant_or_none
from openline.store import UnitOfWork, View

_FAR_FUTURE = 1 << 62
_OF_CONTACT_MAX = 100

TimesOf = Callable[[View, Sequence[int]], Awaitable[Mapping[int, schemas.ResponseTimes]]]


class Inbox(msgspec.Struct, frozen=True):
    """Which list of the inbox, from where, how many."""

    name: str
    after: str | None
    limit: int


async def show_conversation(
    view: View, actor: Actor, conversation_id: int, abilities: AbilitiesOf
) -> schemas.Conversation:
    """One conversation."""
    return await conversation_view(view, await access_conversation(view, actor, conversation_id), abilities)


async def show_session(view: View, actor: Actor, session_id: int) -> schemas.Session:
    """One session."""
    session, _ = await access_session(view, actor, session_id)
    return await session_view(view, session)


async def list_conversations(
    view: View, actor: Actor, inbox: Inbox, abilities: AbilitiesOf
) -> schemas.ConversationPage:
    """One page of the inbox."""
    found, following = await page_of(view, actor, inbox.name, inbox.after, inbox.limit)
    items = [await conversation_view(view, row, abilities) for row in found]
    return schemas.ConversationPage(items=items, next=following)


async def counts(view: View, actor: Actor) -> schemas.Counts:
    """The numbers beside the lists."""
    return schemas.Counts(**{name: await count_of(view, actor, name) for name in ("new", "mine", "all", "unread")})


def older_than(after: str | None, before: str | None) -> str | None:
    """The place to read back from: a cursor of ours, or a message's id."""
    return cursor(id_in("before", before)) if before and not after else after


async def list_messages(
    view: View, actor: Actor, conversation_id: int, before: str | None, limit: int
) -> schemas.MessagePage:
    """Messages older than a cursor, oldest first."""
    conversation = await access_conversation(view, actor, conversation_id)
    (before_message,) = place(before, 1) or (_FAR_FUTURE,)
    found = await before_id(view, conversation.id, before_message, limit + 1)
    more = len(found) > limit
    found = found[-limit:]
    return schemas.MessagePage(
        items=[await message_view(view, conversation, row) for row in found],
        next=cursor(found[0].id) if more else None,
    )


async def page_of_sessions(
    view: View, actor: Actor, filters: dict[str, Any], after: str | None, limit: int
) -> schemas.SessionPage:
    """Sessions, newest first: all for whoever sees everything, else those he owns or is offered."""
    if not actor.may(Need.CONVERSATIONS_READ):
        raise NotAllowed(need=Need.CONVERSATIONS_READ)
    if not actor.sees_all:
        filters = {**filters, "visible_to": actor.person_id}
    (before,) = place(after, 1) or (_FAR_FUTURE,)
    found = await list_sessions(view, actor.account_id, before, limit + 1, **filters)
    more = len(found) > limit
    found = found[:limit]
    items = [
        msgspec.structs.replace(
            await session_view(view, row),
            contact=ContactBrief.of(await contact_of(view, row.account_id, row.contact_id)),
        )
        for row in found
    ]
    return schemas.SessionPage(items=items, next=cursor(found[-1].id) if more else None)


def with_times(page: schemas.SessionPage, times: Mapping[int, schemas.ResponseTimes]) -> schemas.SessionPage:
    """The same page with how long customers waited, which a slice above this one knows."""
    items = [msgspec.structs.replace(item, responses=times.get(parse_id(item.id))) for item in page.items]
    return msgspec.structs.replace(page, items=items)


async def access_contact(view: View, actor: Actor, contact_id: int, *, need: Need) -> None:
    """The door to a contact: through any conversation with it.

    Raises NotAllowed, ContactNotFound.
    """
    if not actor.may(need):
        raise NotAllowed(need=need)
    await contact_of(view, actor.account_id, contact_id)
    threads = await of_contact(view, actor.account_id, contact_id, _OF_CONTACT_MAX)
    for thread in threads:
        if await may_see(view, actor, thread):
            return
    raise NotFound


async def show_contact(view: View, actor: Actor, contact_id: int) -> Contact:
    """One contact."""
    await access_contact(view, actor, contact_id, need=Need.CONVERSATIONS_READ)
    return await show(view, await contact_of(view, actor.account_id, contact_id))


async def avatar(view: View, actor: Actor, contact_id: int, url: Url) -> str:
    """A link to the picture of a contact, good for a short time: the file stands in one of his conversations, which
    whoever knows him from another one may not see.

    Raises NotAllowed, ContactNotFound, FileNotFound.
    """
    await access_contact(view, actor, contact_id, need=Need.CONVERSATIONS_READ)
    contact = await contact_of(view, actor.account_id, contact_id)
    row = await FILES.get(view, contact.avatar_file_id) if contact.avatar_file_id else None
    if row is None:
        raise FileNotFound
    return url(row.id) + ("/thumb" if row.thumb else "")


async def consents_of_contact(view: View, actor: Actor, contact_id: int) -> schemas.Consents:
    """What a contact was asked to agree to, newest first (L22).

    Raises NotAllowed, ContactNotFound.
    """
    await access_contact(view, actor, contact_id, need=Need.CONVERSATIONS_READ)
    return schemas.Consents(
        items=[
            schemas.Consent(
                id=str(row.id), conversation_id=str(row.conversation_id), channel_id=str(row.channel_id),
                text=row.text, url=row.url, asked_at=instant(row.asked_at),
                given_at=instant(row.given_at) if row.given_at is not None else None,
            )
            for row in await consents_of(view, actor.account_id, contact_id)
        ]
    )  # fmt: skip


async def edit_contact(uow: UnitOfWork, actor: Actor, contact_id: int, changes: EditContact) -> Contact:
    """Correct a contact."""
    await access_contact(uow, actor, contact_id, need=Need.CONTACTS_WRITE)
    await prolong_all(uow, actor.account_id, contact_id)
    return await edit(uow, actor.person_id, contact_id, changes)


async def assign_contact(uow: UnitOfWork, actor: Actor, contact_id: int, changes: Assign) -> Contact:
    """Make him the customer of one agent, or of nobody (R36)."""
    await access_contact(uow, actor, contact_id, need=Need.CONTACTS_WRITE)
    person_id = None if changes.person_id is None else id_in("person_id", changes.person_id)
    return await assign(uow, actor.person_id, contact_id, person_id)


async def conversations_of_contact(
    view: View, actor: Actor, contact_id: int, abilities: AbilitiesOf
) -> schemas.ContactConversations:
    """The conversations with a contact that the caller may see."""
    await access_contact(view, actor, contact_id, need=Need.CONVERSATIONS_READ)
    found = await of_contact(view, actor.account_id, contact_id, _OF_CONTACT_MAX)
    items = [await conversation_view(view, row, abilities) for row in found if await may_see(view, actor, row)]
    return schemas.ContactConversations(items=items)


async def explain(view: View, actor: Actor, session_id: int) -> explaining.Routing:
    """Why a session went where it went; for a waiting one, why nobody gets it now and what would change that."""
    session, _ = await access_session(view, actor, session_id)
    stored = [await _explanation(view, actor, _kept(row)) for row in await explanations_of(view, session_id)]
    if session.phase == Phase.WAITING or (session.phase == Phase.OFFERED and session.offered_to is None):
        state = await look(view, session.channel_id)
        state = replace(state, at=max(state.at, view.now))  # what is asked for depends on how long it has waited
        if (why := why_waiting(state, session_id)) is not None:
            return explaining.Routing(
                explanations=stored, waiting=await _explanation(view, actor, _asked(why, view.now)),
                place=place_in_line(state, session_id), in_line=state.waiting_count,
                remedies=_remedies(state, session_id),
            )  # fmt: skip
    found = explaining.Routing(explanations=stored, waiting=None, place=None, in_line=0, remedies=[])
    return await _with_bot(view, session, found) if session.phase == Phase.BOT else found


async def _with_bot(view: View, session: Session, found: explaining.Routing) -> explaining.Routing:
    state = await look(view, session.channel_id)
    engines = state.session(session.id)
    if engines is None or not isinstance(engines.phase, WithBot):
        return found
    responsible_id = (await contact_of(view, session.account_id, session.contact_id)).responsible_id
    bot = explaining.BotHasIt(
        id=str(engines.phase.bot_id), name=await name_of_bot(view, session.account_id, engines.phase.bot_id) or "",
        since=instant(engines.phase.since), until=instant_or_none(engines.phase.until),
        responsible_id=str(responsible_id) if responsible_id else None,
        responsible_name=await name_of(view, session.account_id, responsible_id),
    )  # fmt: skip
    return msgspec.structs.replace(found, bot=bot, remedies=_remedies(state, session.id))


def _remedies(state: QueueState, session_id: int) -> list[explaining.Remedy]:
    return [explaining.Remedy(code=code.value, people=count) for code, count in remedies(state, session_id).items()]


class _Told(msgspec.Struct, frozen=True):
    """An explanation as it is stored or as the engine gives it: people by id."""

    at: int
    rule: str
    cause: str
    winner: int | None
    passed: list[tuple[str, str]]
    counts: dict[str, int]
    offered: int


def _kept(row: StoredExplanation) -> _Told:
    passed = msgspec.json.decode(row.passed_over, type=list[tuple[str, str]])
    counts = msgspec.json.decode(row.counts, type=dict[str, int])
    return _Told(row.at, row.rule, row.cause, row.winner, passed, counts, row.offered)


def _asked(why: Explanation, now: int) -> _Told:
    passed = [(str(agent), reason.value) for agent, reason in why.passed_over]
    counts = {reason.value: count for reason, count in why.counts.items()}
    return _Told(now, why.rule.value, why.cause, None, passed, counts, why.offered)


async def _explanation(view: View, actor: Actor, told: _Told) -> explaining.Explanation:
    """The same with people's names."""
    return explaining.Explanation(
        at=instant(told.at), rule=told.rule, cause=told.cause, winner_id=str(told.winner) if told.winner else None,
        winner_name=await name_of(view, actor.account_id, told.winner),
        passed_over=[
            explaining.PassedOver(person_id=who, name=await name_of(view, actor.account_id, int(who)), reason=reason)
            for who, reason in told.passed
        ],
        counts=told.counts, offered=told.offered,
    )  # fmt: skip
