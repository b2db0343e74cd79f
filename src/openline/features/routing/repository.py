"""All SQL of routing."""

from typing import Any

import msgspec
import sqlalchemy as sa

from openline.engine import events as engine_events
from openline.engine.events import Event
from openline.engine.model import AgentFacts, Workday
from openline.features.routing import tables
from openline.features.routing.types import Life
from openline.store import Load, Query, Records, View

_ACCOUNT = sa.bindparam("account_id", type_=sa.BigInteger)
_CHANNEL = sa.bindparam("channel_id", type_=sa.BigInteger)
_SESSION = sa.bindparam("session_id", type_=sa.BigInteger)
_EVENTS: dict[str, type[Event]] = {event.kind: event for event in engine_events.Event.__args__}
_LIFE = msgspec.json.Decoder(Life)
NEW_LIFE = Life()
EXPLANATIONS_SHOWN = 50
CONSENTS_SHOWN = 100
BOT_SESSIONS_SHOWN = 200
MAX_OPEN = 100_000
MAX_SEATS = 500  # of one person that are shown


class Queue(msgspec.Struct, frozen=True):
    """The lock of a channel's routing, with the version of its state."""

    channel_id: int
    account_id: int
    version: int
    at: int
    settings: str


class Seat(msgspec.Struct, frozen=True):
    """An agent in a queue, as the engine knows him."""

    channel_id: int
    person_id: int
    account_id: int
    position: int | None
    offered_at: int
    offered_tie: int
    active: int
    online: int
    on_leave: int
    paused: int
    workday: str | None
    break_since: int
    skills: str | None
    elsewhere: int = 0

    @property
    def facts(self) -> AgentFacts:
        return AgentFacts(
            self.person_id, bool(self.active), bool(self.online), bool(self.on_leave), bool(self.paused),
            None if self.workday is None else Workday(self.workday), self.break_since,
            msgspec.json.decode(self.skills, type=tuple[tuple[str, int], ...]) if self.skills else (), self.elsewhere,
        )  # fmt: skip


class AgentLoad(msgspec.Struct, frozen=True):
    """How many open sessions lie on somebody's desk, over all queues."""

    person_id: int
    account_id: int
    sessions: int


class LoggedEvent(msgspec.Struct, frozen=True):
    """One input of the engine."""

    channel_id: int
    version: int
    account_id: int
    at: int
    kind: str
    event: str

    def restore(self) -> Event:
        """The event itself."""
        return msgspec.json.decode(self.event, type=_EVENTS[self.kind])


class Session(msgspec.Struct, frozen=True):
    """A session as stored. `since` is when its phase began: waiting, offered or accepted.

    `tried` is a JSON list of those asked in this round; NULL for nobody.
    """

    id: int
    account_id: int
    number: int
    channel_id: int
    conversation_id: int
    contact_id: int
    status: int
    phase: str
    owner_id: int | None
    offered_to: int | None
    since: int
    expires_at: int | None
    queued_at: int
    returned_from: int | None
    opened_at: int
    accepted_at: int | None
    first_answer_at: int | None
    closed_at: int | None
    message_count: int
    tried: str | None = None
    source: str | None = None
    pinned: int = 0
    life: str | None = None
    vote: int | None = None
    review: int | None = None
    unanswered_at: int | None = None
    parent_id: int | None = None
    rounds: int = 0
    bot_id: int | None = None

    @property
    def lived(self) -> Life:
        """What is kept of its life."""
        return _LIFE.decode(self.life) if self.life else NEW_LIFE


class StoredExplanation(msgspec.Struct, frozen=True):
    """Why a session went where it went: the winner, those passed over before him, counts per reason.

    `offered` counts those it was offered to.
    """

    session_id: int
    channel_id: int
    version: int
    part: int
    account_id: int
    at: int
    rule: str
    cause: str
    winner: int | None
    passed_over: str
    counts: str
    offered: int


class Consent(msgspec.Struct, frozen=True):
    """What a customer was asked to agree to, as it was shown, and when he did."""

    id: int
    account_id: int
    contact_id: int
    conversation_id: int
    channel_id: int
    text: str
    url: str
    asked_at: int
    given_at: int | None


QUEUES = Records(tables.QUEUES, Queue, rank=20, kept=True)
SEATS = Records(tables.SEATS, Seat, guarded=True)
AGENT_LOADS = Records(tables.AGENT_LOADS, AgentLoad, rank=95, kept=True)  # the last lock of a batch
QUEUE_LOG = Records(tables.QUEUE_LOG, LoggedEvent)
SESSIONS = Records(tables.SESSIONS, Session, releases=True, guarded=True, kept=True)
EXPLANATIONS = Records(tables.EXPLANATIONS, StoredExplanation)
CONSENTS = Records(tables.CONSENTS, Consent, guarded=True)

# A session never leaves its conversation; which queue guards it follows from here without a lock.
SESSION_LINK: Load[tuple[int, int, int]] = Load(
    "session link",
    sa.select(
        tables.SESSIONS.c.id, tables.SESSIONS.c.account_id, tables.SESSIONS.c.channel_id,
        tables.SESSIONS.c.conversation_id,
    ).where(tables.SESSIONS.c.id == sa.bindparam("id", type_=sa.BigInteger)),
    lambda _id, account_id, channel_id, conversation_id: (account_id, channel_id, conversation_id),
    key=("id",),
)  # fmt: skip

_SEATS_OF = SEATS.where(
    "of queue", tables.SEATS.c.channel_id == _CHANNEL, order=tables.SEATS.c.person_id, limit=MAX_OPEN
)
_QUEUES_OF_PERSON: Query[int] = Query(
    "queues of a person",
    sa.select(tables.SEATS.c.channel_id)
    .where(
        tables.SEATS.c.account_id == _ACCOUNT,
        tables.SEATS.c.person_id == sa.bindparam("person_id", type_=sa.BigInteger),
    )
    .order_by(tables.SEATS.c.channel_id),
    int,
)
_OPEN = SESSIONS.where(
    "open of channel",
    tables.SESSIONS.c.channel_id == _CHANNEL, tables.SESSIONS.c.closed_at.is_(None),
    order=tables.SESSIONS.c.id, limit=MAX_OPEN,
)  # fmt: skip
_ON_DESK = SESSIONS.where(
    "on a desk", tables.SESSIONS.c.channel_id == _CHANNEL, tables.SESSIONS.c.closed_at.is_(None),
    sa.or_(*(column == sa.bindparam("person_id", type_=sa.BigInteger)
             for column in (tables.SESSIONS.c.owner_id, tables.SESSIONS.c.offered_to))),
    order=tables.SESSIONS.c.id, limit=MAX_OPEN,
)  # fmt: skip
_OF_BOT = SESSIONS.where(
    "open of a bot",
    tables.SESSIONS.c.account_id == _ACCOUNT,
    tables.SESSIONS.c.bot_id == sa.bindparam("bot_id", type_=sa.BigInteger),
    tables.SESSIONS.c.closed_at.is_(None),
    order=tables.SESSIONS.c.id.desc(), limit=BOT_SESSIONS_SHOWN,
)  # fmt: skip
_OWNED = SESSIONS.where(
    "owned and open",
    tables.SESSIONS.c.account_id == _ACCOUNT,
    tables.SESSIONS.c.owner_id == sa.bindparam("owner_id", type_=sa.BigInteger),
    tables.SESSIONS.c.closed_at.is_(None),
    order=tables.SESSIONS.c.id, limit=MAX_OPEN,
)  # fmt: skip
_LOG_AFTER = QUEUE_LOG.where(
    "after",
    tables.QUEUE_LOG.c.channel_id == _CHANNEL,
    tables.QUEUE_LOG.c.version > sa.bindparam("since", type_=sa.BigInteger),
    order=tables.QUEUE_LOG.c.version,
)
_EXPLAINED = EXPLANATIONS.where(
    "of session",
    tables.EXPLANATIONS.c.session_id == _SESSION,
    order=(tables.EXPLANATIONS.c.at.desc(), tables.EXPLANATIONS.c.version.desc(), tables.EXPLANATIONS.c.part.desc()),
    limit=EXPLANATIONS_SHOWN,
)
_SEATS_OF_PERSON = SEATS.where(
    "of person", tables.SEATS.c.account_id == _ACCOUNT,
    tables.SEATS.c.person_id == sa.bindparam("person_id", type_=sa.BigInteger), order=tables.SEATS.c.channel_id,
    limit=MAX_SEATS,
)  # fmt: skip
_WAITING: Query[tuple[int, int]] = Query(
    "sessions waiting by channel",
    sa.select(tables.SESSIONS.c.channel_id, sa.func.count())
    .where(
        tables.SESSIONS.c.account_id == _ACCOUNT,
        tables.SESSIONS.c.closed_at.is_(None),
        tables.SESSIONS.c.phase.not_in([sa.literal_column("'active'"), sa.literal_column("'bot'")]),
    )
    .group_by(tables.SESSIONS.c.channel_id),
    lambda channel_id, count: (channel_id, count),
)


_OPEN_COUNTS: Query[tuple[int, int]] = Query(
    "sessions open by channel",
    sa.select(tables.SESSIONS.c.channel_id, sa.func.count())
    .where(tables.SESSIONS.c.account_id == _ACCOUNT, tables.SESSIONS.c.closed_at.is_(None))
    .group_by(tables.SESSIONS.c.channel_id),
    lambda channel_id, count: (channel_id, count),
)
_CONSENTS_OF = CONSENTS.where(
    "of contact",
    tables.CONSENTS.c.account_id == _ACCOUNT,
    tables.CONSENTS.c.contact_id == sa.bindparam("contact_id", type_=sa.BigInteger),
    order=tables.CONSENTS.c.id.desc(),
    limit=CONSENTS_SHOWN,
)


def logged(channel_id: int, account_id: int, version: int, event: Event) -> LoggedEvent:
    """An input of the engine as it is stored."""
    body = msgspec.json.encode(event).decode()
    return LoggedEvent(channel_id, version, account_id, event.at, event.kind, body)


async def seats_of(view: View, channel_id: int) -> list[Seat]:
    """Everybody a queue knows."""
    return await view.list(_SEATS_OF, channel_id=channel_id)


async def queues_of(view: View, account_id: int, person_id: int) -> list[int]:
    """The channels whose queues know a person."""
    return await view.list(_QUEUES_OF_PERSON, account_id=account_id, person_id=person_id)


async def open_sessions(view: View, channel_id: int) -> list[Session]:
    """The open sessions of a channel."""
    return await view.list(_OPEN, channel_id=channel_id)


async def open_on_desk(view: View, channel_id: int, person_id: int) -> list[Session]:
    """What somebody is offered alone or owns in a channel."""
    return await view.list(_ON_DESK, channel_id=channel_id, person_id=person_id)


async def owned_sessions(view: View, account_id: int, owner_id: int) -> list[Session]:
    """The open sessions that somebody owns."""
    return await view.list(_OWNED, account_id=account_id, owner_id=owner_id)


async def sessions_of_bot(view: View, account_id: int, bot_id: int) -> list[Session]:
    """The open sessions that a bot answered first, newest first."""
    return await view.list(_OF_BOT, account_id=account_id, bot_id=bot_id)


async def events_after(view: View, channel_id: int, since: int, limit: int) -> list[LoggedEvent]:
    """The engine's inputs after a version."""
    return await view.list(_LOG_AFTER, channel_id=channel_id, since=since, limit=limit)


async def explanations_of(view: View, session_id: int) -> list[StoredExplanation]:
    """The latest explanations of a session, newest first."""
    return await view.list(_EXPLAINED, session_id=session_id)


async def consents_of(view: View, account_id: int, contact_id: int) -> list[Consent]:
    """What a contact was asked to agree to, newest first."""
    return await view.list(_CONSENTS_OF, account_id=account_id, contact_id=contact_id)


async def seats_of_person(view: View, account_id: int, person_id: int) -> list[Seat]:
    """His seats, in queues he is a member of and where he only owns something."""
    return await view.list(_SEATS_OF_PERSON, account_id=account_id, person_id=person_id)


async def waiting_counts(view: View, account_id: int) -> dict[int, int]:
    """Sessions without an owner, per channel id."""
    return dict(await view.list(_WAITING, account_id=account_id))


async def open_counts(view: View, account_id: int) -> dict[int, int]:
    """Sessions that are not closed, per channel id."""
    return dict(await view.list(_OPEN_COUNTS, account_id=account_id))


def _sessions_list(name: str, *conditions: Any) -> Query[Session]:
    before = tables.SESSIONS.c.id < sa.bindparam("before_id", type_=sa.BigInteger)
    return SESSIONS.where(
        name, tables.SESSIONS.c.account_id == _ACCOUNT, before, *conditions, order=tables.SESSIONS.c.id.desc()
    )


_OPTIONAL = {
    "channel_id": tables.SESSIONS.c.channel_id == _CHANNEL,
    "owner_id": tables.SESSIONS.c.owner_id == sa.bindparam("owner_id", type_=sa.BigInteger),
    "contact_id": tables.SESSIONS.c.contact_id == sa.bindparam("contact_id", type_=sa.BigInteger),
    "phase": tables.SESSIONS.c.phase == sa.bindparam("phase", type_=sa.Text),
    # what was marked and has not been accepted since; as a number: 1
    "unanswered": sa.and_(
        tables.SESSIONS.c.unanswered_at.is_not(None),
        tables.SESSIONS.c.accepted_at.is_(None),
        sa.bindparam("unanswered", type_=sa.BigInteger) == 1,
    ),
    "vote": tables.SESSIONS.c.vote == sa.bindparam("vote", type_=sa.BigInteger),
    "review": tables.SESSIONS.c.review == sa.bindparam("review", type_=sa.BigInteger),
    "reviewed": sa.and_(tables.SESSIONS.c.review.is_not(None), sa.bindparam("reviewed", type_=sa.BigInteger) == 1),
    "unreviewed": sa.and_(tables.SESSIONS.c.review.is_(None), sa.bindparam("unreviewed", type_=sa.BigInteger) == 1),
    "opened_from": tables.SESSIONS.c.opened_at >= sa.bindparam("opened_from", type_=sa.BigInteger),
    "opened_to": tables.SESSIONS.c.opened_at < sa.bindparam("opened_to", type_=sa.BigInteger),
    "visible_to": sa.or_(
        tables.SESSIONS.c.owner_id == sa.bindparam("visible_to", type_=sa.BigInteger),
        tables.SESSIONS.c.offered_to == sa.bindparam("visible_to", type_=sa.BigInteger),
        sa.and_(
            tables.SESSIONS.c.phase == sa.literal_column("'offered'"),
            tables.SESSIONS.c.offered_to.is_(None),
            tables.SESSIONS.c.channel_id.in_(
                sa.select(tables.SEATS.c.channel_id).where(
                    tables.SEATS.c.account_id == _ACCOUNT,
                    tables.SEATS.c.person_id == sa.bindparam("visible_to", type_=sa.BigInteger),
                    tables.SEATS.c.position.is_not(None),
                )
            ),
        ),
    ),
}
_LISTS: dict[frozenset[str], Query[Session]] = {}


async def list_sessions(view: View, account_id: int, before_id: int, limit: int, **filters: Any) -> list[Session]:
    """Sessions of the account, newest first, with the filters that are given (names of `_OPTIONAL`)."""
    names = frozenset(filters)
    query = _LISTS.get(names)
    if query is None:
        conditions = [_OPTIONAL[name] for name in sorted(names)]
        query = _LISTS[names] = _sessions_list(f"by {', '.join(sorted(names)) or 'account'}", *conditions)
    return await view.list(query, account_id=account_id, before_id=before_id, limit=limit, **filters)
