"""Refusals of the routing slice: the engine's reasons as errors with a status."""

from openline.engine.step import RejectReason
from openline.kit.errors import AppError, NotFound


class SessionNotFound(NotFound):
    code = "session_not_found"


class Conflict(AppError):
    """Base of what is refused because of how things stand now."""

    status = 409


class OfferGone(Conflict):
    """The offer ended before it was answered, or was another agent's."""

    code = "offer_gone"


class NobodyElse(Conflict):
    """There is nobody else to pass it to; it stays where it is."""

    code = "nobody_else"


class NoFreeSlot(Conflict):
    """The agent has as many sessions as he may have; the offer stays."""

    code = "no_free_slot"


class CapReached(Conflict):
    """The agent holds as many open sessions, of all channels, as anybody may; the offer stays."""

    code = "cap_reached"


class NotOwner(Conflict):
    """Somebody else owns it."""

    code = "not_owner"


class ConnectionInactive(Conflict):
    """The connection is switched off or removed: nothing goes out by it."""

    code = "connection_inactive"


class CustomerBlocked(Conflict):
    """The customer has blocked us: the platform would take nothing."""

    code = "customer_blocked"


class AcceptFirst(Conflict):
    """Nobody owns it yet: accept it, then do this."""

    code = "accept_first"


class RatingClosed(Conflict):
    """Nobody asks for a rating, or not any more."""

    code = "rating_closed"


class AlreadyOwner(Conflict):
    code = "already_owner"


class AlreadyWaiting(Conflict):
    code = "already_waiting"


class SessionClosedAlready(Conflict):
    code = "session_closed"


class BotMayNotSpeak(Conflict):
    """It is not the bot's turn, or not any more."""

    code = "bot_may_not_speak"


class SessionOpenAlready(Conflict):
    """There is one already: it goes on, or is finished first."""

    code = "session_open"


class SameChannel(Conflict):
    """It is there already."""

    code = "same_channel"


class AgentDismissed(Conflict):
    code = "agent_dismissed"


class QueueFull(AppError):
    """More people than a queue holds, or than the account's plan allows; data has the `limit`."""

    code = "queue_full"
    status = 409


_BY_REASON: dict[RejectReason, type[AppError]] = {
    RejectReason.NOT_FOUND: SessionClosedAlready,
    RejectReason.ALREADY_OWNER: AlreadyOwner,
    RejectReason.ALREADY_WAITING: AlreadyWaiting,
    RejectReason.NOT_WAITING: OfferGone,
    RejectReason.NOT_OWNER: NotOwner,
    RejectReason.OFFER_GONE: OfferGone,
    RejectReason.NO_FREE_SLOT: NoFreeSlot,
    RejectReason.CAP_REACHED: CapReached,
    RejectReason.AGENT_DISMISSED: AgentDismissed,
    RejectReason.UNKNOWN_AGENT: AgentDismissed,
    RejectReason.BOT_MAY_NOT_SPEAK: BotMayNotSpeak,
}


def refusal(reason: RejectReason) -> AppError:
    """The error for an engine's refusal; one that no caller can cause is a bug."""
    cls = _BY_REASON.get(reason)
    assert cls is not None, f"the engine refused with {reason}"
    return cls()
