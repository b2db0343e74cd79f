"""Words and the rule of presence: pure, no store (docs/behaviour/presence.md)."""

from enum import StrEnum

import msgspec

from openline.kit.clock import MINUTE, SECOND

IDLE_MS = 15 * MINUTE
GRACE_MS = 60 * SECOND
# Activity reaches the store this late at most (P2), so that idleness is looked for this much later.
LAG_MS = 40 * SECOND


class Chosen(StrEnum):
    """What the person says about himself."""

    ONLINE = "online"
    AWAY = "away"


class State(StrEnum):
    """What colleagues see."""

    ONLINE = "online"
    AWAY = "away"
    OFFLINE = "offline"


class Reason(StrEnum):
    """Why somebody is not online, or still is without a socket."""

    CHOSEN = "chosen"
    IDLE = "idle"
    GRACE = "grace"
    NO_SOCKET = "no_socket"


class Presence(msgspec.Struct, frozen=True, kw_only=True):
    """How a person stands at an instant. `online` is the truth for routing."""

    state: State = State.OFFLINE
    chosen: Chosen = Chosen.ONLINE
    online: bool = False
    sockets: int = 0
    reason: Reason | None = Reason.NO_SOCKET


NEVER_HERE = Presence()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a person: his choice, his sockets, his last activity, and what was true before."""

    chosen: Chosen
    sockets: int
    active_at: int
    lost_at: int
    was: State
    was_online: bool

    def here(self, now: int, ready_at: int) -> bool:
        """A socket, or the grace after the last one. Nobody comes back by a grace."""
        return self.sockets > 0 or (self.was is not State.OFFLINE and now < self.grace_ends(ready_at))

    def online(self, now: int, ready_at: int) -> bool:
        """The truth for routing (P1)."""
        if self.chosen is Chosen.AWAY:
            return False
        if self.sockets > 0 and now < self.active_at + IDLE_MS:
            return True
        return self.was_online and now < self.online_ends(ready_at)

    def grace_ends(self, ready_at: int) -> int:
        """When the grace is over: a node that has just started gives everybody time to come back (P3)."""
        return max(self.lost_at, ready_at) + GRACE_MS

    def online_ends(self, ready_at: int) -> int:
        """How long somebody who is online stays so if nothing more is heard of him."""
        if self.sockets == 0:
            return self.grace_ends(ready_at)
        return max(self.active_at + IDLE_MS, ready_at + GRACE_MS)

    def at(self, now: int, ready_at: int) -> Presence:
        """How he stands now."""
        online = self.online(now, ready_at)
        state = State.ONLINE if online else State.AWAY if self.here(now, ready_at) else State.OFFLINE
        return self.shown(state, online=online)

    def shown(self, state: State, *, online: bool) -> Presence:
        """A presence with the reason that people are told."""
        match state:
            case State.ONLINE:
                reason = None if self.sockets else Reason.GRACE
            case State.AWAY:
                reason = Reason.CHOSEN if self.chosen is Chosen.AWAY else Reason.IDLE
            case State.OFFLINE:
                reason = Reason.NO_SOCKET
        return Presence(state=state, chosen=self.chosen, online=online, sockets=self.sockets, reason=reason)

    def next_look(self, ready_at: int) -> int | None:
        """When the rule may give another answer though nothing happens; None: never."""
        if self.sockets == 0:
            return None if self.was is State.OFFLINE else self.grace_ends(ready_at)
        return max(self.active_at + IDLE_MS + LAG_MS, ready_at + GRACE_MS) if self.was_online else None
