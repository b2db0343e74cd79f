"""Facts about sessions and offers. Those with a number are shown to the customer too."""

from openline.store import Fact


class SessionOpened(Fact):
    """A service episode begins."""

    kind = "session.opened"


class SessionOffered(Fact):
    """Proposed to `person_id` until a deadline (ms)."""

    kind = "session.offered"
    expires_at: int


class OfferEnded(Fact):
    """The offer to `person_id` ended: accepted, declined, expired or withdrawn."""

    kind = "offer.ended"
    outcome: str
    reason: str | None = None


class SessionUndistributed(Fact):
    """Nobody could be offered it: it waits."""

    kind = "session.undistributed"


class SessionAccepted(Fact):
    """`person_id` owns it from now on."""

    kind = "session.accepted"


class SessionReturned(Fact):
    """Back to the queue; `person_id` owned it before."""

    kind = "session.returned"
    reason: str


class SessionClosed(Fact):
    """The episode has ended with this status."""

    kind = "session.closed"
    status: int
