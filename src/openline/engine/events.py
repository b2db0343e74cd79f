"""What can happen to a queue: the inputs of the engine. They are logged; replaying the log gives the same states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Final, TypeAlias, get_args

from openline.engine.plain import facts_from, plain, settings_from
from openline.engine.words import AgentFacts, AgentId, Instant, QueueSettings, SessionId


@dataclass(frozen=True, slots=True)
class SessionQueued:
    """A customer opened a session; `responsible` is the agent whose customer he is (R36).

    With `bot_id` that bot answers first, until `bot_until` or for as long as it likes (R52).
    """

    kind: ClassVar[str] = "session_queued"
    at: Instant
    session_id: SessionId
    responsible: AgentFacts | None = None
    bot_id: AgentId | None = None
    bot_until: Instant | None = None


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """An agent wrote first: it is his at once, even over his limit."""

    kind: ClassVar[str] = "session_started"
    at: Instant
    session_id: SessionId
    agent_id: AgentId


@dataclass(frozen=True, slots=True)
class CustomerWrote:
    """Another message of the customer in an open session."""

    kind: ClassVar[str] = "customer_wrote"
    at: Instant
    session_id: SessionId


@dataclass(frozen=True, slots=True)
class AgentReplied:
    """The owner sent something that the customer sees."""

    kind: ClassVar[str] = "agent_replied"
    at: Instant
    session_id: SessionId
    agent_id: AgentId


@dataclass(frozen=True, slots=True)
class BotReplied:
    """A bot wants to say something that the customer sees; refused unless it is its turn to speak."""

    kind: ClassVar[str] = "bot_replied"
    at: Instant
    session_id: SessionId
    bot_id: AgentId


@dataclass(frozen=True, slots=True)
class BotTimeOver:
    """The deadline of a bot fired; perhaps too early, perhaps for one that has left."""

    kind: ClassVar[str] = "bot_time_over"
    at: Instant
    session_id: SessionId


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    """He takes what he was offered."""

    kind: ClassVar[str] = "offer_accepted"
    at: Instant
    session_id: SessionId
    agent_id: AgentId


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    """He skips what he was offered."""

    kind: ClassVar[str] = "offer_declined"
    at: Instant
    session_id: SessionId
    agent_id: AgentId


@dataclass(frozen=True, slots=True)
class OfferExpired:
    """The deadline of an offer fired; perhaps too early, perhaps for an offer that is gone."""

    kind: ClassVar[str] = "offer_expired"
    at: Instant
    session_id: SessionId


@dataclass(frozen=True, slots=True)
class RecallDue:
    """The deadline of a break fired for a session of whoever takes it; perhaps too early, perhaps for nothing."""

    kind: ClassVar[str] = "recall_due"
    at: Instant
    session_id: SessionId


@dataclass(frozen=True, slots=True)
class SessionFinished:
    """Somebody or something closed it, with the status it is closed with."""

    kind: ClassVar[str] = "session_finished"
    at: Instant
    session_id: SessionId
    status: int = 60


@dataclass(frozen=True, slots=True)
class ClosingBegan:
    """Finished, but its customer may still go on for a while."""

    kind: ClassVar[str] = "closing_began"
    at: Instant
    session_id: SessionId


@dataclass(frozen=True, slots=True)
class SessionLeft:
    """It went to another queue: not closed, but not here any more."""

    kind: ClassVar[str] = "session_left"
    at: Instant
    session_id: SessionId


@dataclass(frozen=True, slots=True)
class SessionArrived:
    """It came from another queue, where it has stood in line since `queued_at`."""

    kind: ClassVar[str] = "session_arrived"
    at: Instant
    session_id: SessionId
    queued_at: Instant


@dataclass(frozen=True, slots=True)
class SessionReopened:
    """A closed one is open again, closing: `agent_id` owns it as he did. `queued_at` is its age from before."""

    kind: ClassVar[str] = "session_reopened"
    at: Instant
    session_id: SessionId
    agent_id: AgentId
    queued_at: Instant


@dataclass(frozen=True, slots=True)
class SessionRequeued:
    """Given back to the queue by hand, by an agent or by its bot."""

    kind: ClassVar[str] = "session_requeued"
    at: Instant
    session_id: SessionId
    reason: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """Somebody takes an undistributed session by hand."""

    kind: ClassVar[str] = "claimed"
    at: Instant
    session_id: SessionId
    agent_id: AgentId


@dataclass(frozen=True, slots=True)
class SessionHanded:
    """Given to somebody by hand, `by` its owner or whoever may: it is his at once. `how`: transferred, intercepted."""

    kind: ClassVar[str] = "session_handed"
    at: Instant
    session_id: SessionId
    agent_id: AgentId
    by: AgentId
    how: str


@dataclass(frozen=True, slots=True)
class SessionPinned:
    """Its owner wants to keep it, also while he is away."""

    kind: ClassVar[str] = "session_pinned"
    at: Instant
    session_id: SessionId
    agent_id: AgentId


@dataclass(frozen=True, slots=True)
class SessionUnpinned:
    """Its owner no longer insists on keeping it."""

    kind: ClassVar[str] = "session_unpinned"
    at: Instant
    session_id: SessionId
    agent_id: AgentId


@dataclass(frozen=True, slots=True)
class AgentChanged:
    """Came online, went away, took a break, began a leave, was dismissed, came back."""

    kind: ClassVar[str] = "agent_changed"
    at: Instant
    agent: AgentFacts


@dataclass(frozen=True, slots=True)
class MembersChanged:
    """The queue has these members in this order; `agents` tells about those it did not know."""

    kind: ClassVar[str] = "members_changed"
    at: Instant
    members: tuple[AgentId, ...]
    agents: tuple[AgentFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The channel has these settings from now on."""

    kind: ClassVar[str] = "settings_changed"
    at: Instant
    settings: QueueSettings


@dataclass(frozen=True, slots=True)
class Ticked:
    """Look again: for one undistributed session whose retry is due, or for the queue as a whole."""

    kind: ClassVar[str] = "ticked"
    at: Instant
    session_id: SessionId | None = None


Event: TypeAlias = (
    SessionQueued
    | SessionStarted
    | CustomerWrote
    | AgentReplied
    | BotReplied
    | BotTimeOver
    | OfferAccepted
    | OfferDeclined
    | OfferExpired
    | RecallDue
    | SessionFinished
    | ClosingBegan
    | SessionReopened
    | SessionLeft
    | SessionArrived
    | SessionRequeued
    | Claimed
    | SessionHanded
    | SessionPinned
    | SessionUnpinned
    | AgentChanged
    | MembersChanged
    | SettingsChanged
    | Ticked
)

KINDS: Final[Mapping[str, type[Event]]] = {event.kind: event for event in get_args(Event)}


def event_to_dict(event: Event) -> dict[str, Any]:
    """Numbers, strings, booleans, lists and dicts only, with the kind of the event."""
    return {"kind": event.kind, **plain(event)}


def event_from_dict(data: Mapping[str, Any]) -> Event:
    """The event that `event_to_dict` made this of."""
    event = KINDS[data["kind"]]
    given = {field.name: data[field.name] for field in fields(event) if field.name in data}
    if "members" in given:
        given["members"] = tuple(given["members"])
    if "agents" in given:
        given["agents"] = tuple(facts_from(agent) for agent in given["agents"])
    for name in ("agent", "responsible"):
        if given.get(name) is not None:
            given[name] = facts_from(given[name])
    if "settings" in given:
        given["settings"] = settings_from(given["settings"])
    return event(**given)
