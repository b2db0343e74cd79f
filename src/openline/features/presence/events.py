"""Facts about presence. Both are told as unnumbered frames: see openline.realtime."""

from openline.store import Fact


class PresenceChanged(Fact, frozen=True):
    """Whether routing may count on the person has changed."""

    kind = "presence.changed"
    online: bool
    state: str


class PresenceShown(Fact, frozen=True):
    """Only what colleagues see has changed: away or offline, routing could not count on him before either."""

    kind = "presence.shown"
    state: str
