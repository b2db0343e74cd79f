"""Presence at the wire."""

from openline.features.presence.types import Chosen, Presence, Reason, State
from openline.kit.wire import Answer, Request


class PresenceRequest(Request, frozen=True):
    """What the person chooses."""

    state: Chosen


class PresenceAnswer(Answer, frozen=True):
    """How he stands: what is seen, what he chose, and why these differ."""

    state: State
    chosen: Chosen
    sockets: int
    reason: Reason | None


def answer_of(presence: Presence) -> PresenceAnswer:
    """A presence at the wire."""
    return PresenceAnswer(
        state=presence.state, chosen=presence.chosen, sockets=presence.sockets, reason=presence.reason
    )
