"""Facts about sessions and offers. Those with a number are shown to the customer too."""

from openline.store import Fact


class SessionOpened(Fact, frozen=True, kw_only=True):
    """A service episode begins."""

    kind = "session.opened"


class SessionOffered(Fact, frozen=True, kw_only=True):
    """Proposed to `person_id` until a deadline (ms); without a person to everybody in the queue."""

    kind = "session.offered"
    expires_at: int | None


class OfferEnded(Fact, frozen=True, kw_only=True):
    """The offer to `person_id`, or to everybody, ended: accepted, declined, expired or withdrawn."""

    kind = "offer.ended"
    outcome: str
    reason: str | None = None


class OfferStays(Fact, frozen=True, kw_only=True):
    """`person_id` skipped what is offered to everybody: there is nobody else to pass it to."""

    kind = "offer.stays"


class SessionUndistributed(Fact, frozen=True, kw_only=True):
    """Nobody could be offered it: it waits."""

    kind = "session.undistributed"


class SessionAccepted(Fact, frozen=True, kw_only=True):
    """`person_id` owns it from now on."""

    kind = "session.accepted"


class SessionReturned(Fact, frozen=True, kw_only=True):
    """Back to the queue; `person_id` owned it before."""

    kind = "session.returned"
    reason: str


class SessionClosed(Fact, frozen=True, kw_only=True):
    """The episode has ended with this status."""

    kind = "session.closed"
    status: int


class SessionHanded(Fact, frozen=True, kw_only=True):
    """By hand: `person_id` owns it now, `from_id` did before (None: nobody). `how`: transferred or intercepted."""

    kind = "session.handed"
    from_id: int | None
    how: str


class SessionPinned(Fact, frozen=True, kw_only=True):
    """Its owner pinned it, or let the pin go."""

    kind = "session.pinned"
    on: bool


class SessionClosing(Fact, frozen=True, kw_only=True):
    """Finished by `actor_id` (None: by itself), and closed soon unless the customer goes on."""

    kind = "session.closing"


class SessionReopened(Fact, frozen=True, kw_only=True):
    """It was closed, and is open again to close once more: `person_id`'s, as it was."""

    kind = "session.reopened"


class SessionRated(Fact, frozen=True, kw_only=True):
    """The customer has rated the session: 5 liked, 1 disliked. Its owner was `person_id`."""

    kind = "session.rated"
    vote: int
    message_id: int | None = None


class SessionReviewed(Fact, frozen=True, kw_only=True):
    """`actor_id`, who sees everything, has rated what `person_id` did in it: 1 to 5."""

    kind = "session.reviewed"
    rating: int


class SessionUnanswered(Fact, frozen=True, kw_only=True):
    """Nobody has accepted it in time."""

    kind = "session.unanswered"


class SessionJoined(Fact, frozen=True, kw_only=True):
    """`person_id` takes part in it without owning it."""

    kind = "session.joined"


class SessionLeft(Fact, frozen=True, kw_only=True):
    """`person_id` takes part in it no longer."""

    kind = "session.left"


class SessionWhispered(Fact, frozen=True, kw_only=True):
    """From now on what the team writes is for the team only, or no longer. By `actor_id`; None: by itself."""

    kind = "session.whisper"
    on: bool


class BotJoined(Fact, frozen=True, kw_only=True):
    """A bot answers first: it may speak from now on, and begins with this message."""

    kind = "bot.joined"
    bot_id: int
    message_id: int | None


class BotLeft(Fact, frozen=True, kw_only=True):
    """It may not speak any more; `stays` says whether it goes on listening until the end."""

    kind = "bot.left"
    bot_id: int
    reason: str
    stays: bool


class BotRefused(Fact, frozen=True, kw_only=True):
    """A bot wanted to speak when it was not its turn; nothing was sent."""

    kind = "bot.refused"
    bot_id: int


class SessionMoved(Fact, frozen=True, kw_only=True):
    """It is in another channel now, as if it had just come there. By `actor_id`; None: by a rule.

    `mode` is manual, auto or bot. `person_id` owned it before.
    """

    kind = "session.moved"
    from_channel: int
    to_channel: int
    mode: str


SHOWN = (
    SessionOpened, SessionOffered, OfferEnded, OfferStays, SessionUndistributed, SessionAccepted, SessionReturned,
    SessionClosed, SessionHanded, SessionPinned, SessionClosing, SessionRated, SessionReopened, SessionReviewed,
    SessionUnanswered, SessionJoined, SessionLeft, SessionWhispered, SessionMoved, BotJoined, BotLeft,
)  # fmt: skip
"""What agents are told of a session: frames of their streams, and its story."""
