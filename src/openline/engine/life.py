"""The life of a session around its queue: what is said by itself, when it closes, what counts as a rating.

Pure: rules and facts in, decisions out. Texts come ready in the channel's language, with their macros unfilled; an
empty one is not said. Rules L1 to L24 in docs/behaviour/life.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from openline.engine.words import ACCEPTED, ANSWERED, Instant

SECOND_MS: Final = 1_000
MONTH_MS: Final = 2_678_400 * SECOND_MS
"""How long an unanswered customer keeps a session open: the longest time-out there is (L7)."""
PROLONGED_MS: Final = 600 * SECOND_MS
"""How much later a session closes with which a colleague is busy, and how soon before the end that counts (L25)."""
PIN_MS: Final = 7 * 86_400 * SECOND_MS
LIKE: Final = 5
DISLIKE: Final = 1


@dataclass(frozen=True, slots=True)
class RatingRules:
    """How customers rate. `text` asks where a digit is the answer; what is `widget_…` stands at buttons.

    `like` and `dislike` thank for the one and the other, `widget_like` and `widget_dislike` too.
    """

    text: str
    like: str
    dislike: str
    widget_text: str = ""
    widget_like: str = ""
    widget_dislike: str = ""
    before_finish: bool = False
    closes: bool = False
    limit_s: int = 0
    too_late: str = ""


@dataclass(frozen=True, slots=True)
class ReminderButton:
    """A button under a reminder: its label, what the customer is taken to say, and what he is answered."""

    label: str
    text: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a customer is told who has been silent for so long after an answer."""

    after_s: int
    text: str
    close: ReminderButton | None = None
    go_on: ReminderButton | None = None
    new: ReminderButton | None = None


@dataclass(frozen=True, slots=True)
class LifeRules:
    """What a channel says by itself, and its times. An empty text, or None: it does not. Notes are for colleagues."""

    welcome: str = ""
    welcome_each_session: bool = False
    off_hours: str = ""
    no_answer: str = ""
    no_answer_s: int = 60
    closing: str = ""
    close_delay_s: int = 600
    timeout: str = ""
    timeout_s: int = 14_400
    rating: RatingRules | None = None
    consent: str = ""
    consent_first: str = ""  # the same as a question, where he is asked before he writes
    consent_url: str = ""
    reminders: tuple[Reminder, ...] = ()
    channel_off_note: str = ""
    consent_note: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """How things stand when the customer has written and nobody has accepted yet.

    `nobody_there`: the queue asks who is there, and nobody is. `off_hours_said`: since a person last answered.
    """

    new_session: bool
    new_conversation: bool
    with_bot: bool = False
    channel_open: bool = True
    nobody_there: bool = False
    off_hours_said: bool = False
    consent_known: bool = False


class Automatic(StrEnum):
    """What a message at the beginning or at the end is for."""

    WELCOME = "welcome"
    OFF_HOURS = "off_hours"
    CONSENT = "consent"
    CLOSING = "closing"
    TIMEOUT = "timeout"
    RATING = "rating"


Saying: TypeAlias = tuple[Automatic, str]


def at_opening(rules: LifeRules, now: Opening) -> tuple[Saying, ...]:
    """What is said after the customer's message, in this order (L10 to L13)."""
    found: list[Saying] = []
    greets = now.new_session and not now.with_bot and (now.new_conversation or rules.welcome_each_session)
    if greets and rules.welcome:
        found.append((Automatic.WELCOME, rules.welcome))
    alone = not now.channel_open or now.nobody_there
    if alone and not now.with_bot and not now.off_hours_said and rules.off_hours:
        found.append((Automatic.OFF_HOURS, rules.off_hours))
    if now.new_session and now.new_conversation and not now.consent_known and rules.consent:
        found.append((Automatic.CONSENT, rules.consent))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Farewell:
    """What is said at the first phase of closing; if nothing is, there is none (L1)."""

    sayings: tuple[Saying, ...]
    asks_rating: bool

    @property
    def two_phases(self) -> bool:
        return bool(self.sayings) or self.asks_rating


def farewell(rules: LifeRules, *, by_hand: bool, buttons: bool, rated: bool) -> Farewell:
    """What a customer is told when his session is finished by somebody, or by itself."""
    text, kind = (rules.closing, Automatic.CLOSING) if by_hand else (rules.timeout, Automatic.TIMEOUT)
    sayings: list[Saying] = [(kind, text)] if text else []
    rating = None if rated else rules.rating
    if rating is not None and not buttons and rating.text:
        sayings.append((Automatic.RATING, rating.text))  # where there are buttons, they ask by themselves
    return Farewell(tuple(sayings), rating is not None)


@dataclass(frozen=True, slots=True)
class Story:
    """What the close date of an open session follows from.

    `asked_at`: the customer's last message, or the beginning; `answered_at`: the last one of an agent, None before the
    first; `moved_at`: when it was last pinned or let go; `prolonged_to`: not before this, whatever follows.
    """

    status: int
    asked_at: Instant
    answered_at: Instant | None
    pinned: bool = False
    moved_at: Instant = 0
    prolonged_to: Instant = 0


def closes_at(rules: LifeRules, story: Story) -> Instant:
    """When a session closes by itself if nothing happens any more (L7). Not of one that is closing already."""
    return max(_closes_at(rules, story), story.prolonged_to)


def prolonged(closes: Instant, now: Instant) -> Instant | None:
    """When it closes instead if a colleague is busy with it now; None if that changes nothing (L25)."""
    return closes + PROLONGED_MS if closes - now < PROLONGED_MS else None


def _closes_at(rules: LifeRules, story: Story) -> Instant:
    if story.pinned:
        return max(story.asked_at, story.answered_at or 0, story.moved_at) + PIN_MS
    if story.status == ANSWERED and story.answered_at is not None:
        return max(story.answered_at, story.moved_at) + rules.timeout_s * SECOND_MS
    return max(story.asked_at, story.moved_at) + MONTH_MS


def look_again_at(rules: LifeRules, story: Story, now: Instant) -> Instant:
    """When to ask again whether it closes: nothing that may happen meanwhile could close it earlier (L8)."""
    return min(closes_at(rules, story), now + rules.timeout_s * SECOND_MS)


def is_waiting(status: int) -> bool:
    """Nobody has accepted it, or nobody has it any more."""
    return status < ACCEPTED


def rating_in(text: str) -> tuple[bool, str] | None:
    """The rating at the beginning of a text, liked or not, and the rest of the text; None: it is none (L15)."""
    digit, rest = text[:1], text[1:]
    if digit not in ("0", "1") or (rest and not rest.startswith(" ")):
        return None
    return digit == "1", rest.strip()


def rating_ends_at(rules: RatingRules, now: Instant) -> Instant | None:
    """Until when a rating asked for now counts; None: for ever."""
    return now + rules.limit_s * SECOND_MS if rules.limit_s else None
