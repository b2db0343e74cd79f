"""The catalogue of settings, and the values of one channel. Labels and help stand in catalogues of texts, by key."""

from collections.abc import Mapping
from typing import Any

from openline.features.settings.declared import auto, canned, crm, hours, other, quality, queue
from openline.features.settings.declared.auto import (
    CLOSE_DELAY,
    CLOSE_RULE,
    CLOSE_TEXT,
    NO_ANSWER_AFTER,
    NO_ANSWER_RULE,
    NO_ANSWER_TEXT,
    REMINDERS,
    TIMEOUT,
    TIMEOUT_RULE,
    TIMEOUT_TEXT,
    WELCOME,
    WELCOME_EACH_SESSION,
    WELCOME_TEXT,
)
from openline.features.settings.declared.canned import CANNED_FROM, CANNED_LISTS, MAX_CANNED_LISTS
from openline.features.settings.declared.hours import (
    CALENDAR,
    CONSENT,
    CONSENT_TEXT,
    CONSENT_URL,
    HOURS,
    OFF_RULE,
    OFF_TEXT,
)
from openline.features.settings.declared.other import CONFIRM_CLOSE, LANGUAGE, LIVE_TYPING, PRIORITY, TITLE
from openline.features.settings.declared.quality import (
    BOT,
    BOT_ID,
    BOT_JOIN,
    BOT_LEAVES,
    BOT_TIME,
    KPI_ESCALATE_AFTER,
    KPI_ESCALATE_PEOPLE,
    KPI_FIRST_ALERT,
    KPI_FIRST_LIMIT,
    KPI_FIRST_PEOPLE,
    KPI_FIRST_TEXT,
    KPI_FURTHER_ALERT,
    KPI_FURTHER_LIMIT,
    KPI_FURTHER_PEOPLE,
    KPI_FURTHER_TEXT,
    KPI_REPEAT_AFTER,
    KPI_STOPS_WHEN_CLOSED,
    RATING,
    RATING_BEFORE_FINISH,
    RATING_CLOSES,
    RATING_DISLIKE,
    RATING_LIKE,
    RATING_TEXT,
    RATING_TIME_LIMIT,
    RATING_WIDGET_DISLIKE,
    RATING_WIDGET_LIKE,
    RATING_WIDGET_TEXT,
)
from openline.features.settings.declared.queue import (
    AGENT_CARD,
    AGENT_NAME,
    CHECK_AVAILABLE,
    DISTRIBUTION,
    ESCALATE_AFTER,
    ESCALATE_TO,
    FORWARD,
    HEADS,
    IDLE_TIME,
    MAX_SESSIONS,
    ON_BREAK,
    SKILLS,
    SKILLS_RELAX_AFTER,
    SLOT_RULE,
)
from openline.features.settings.kinds import Choice, Group, Number, Setting, Switch, Text, V, Value
from openline.kit.errors import InvalidField

__all__ = [
    "AGENT_CARD", "AGENT_NAME",
    "BOT", "BOT_ID", "BOT_JOIN", "BOT_LEAVES", "BOT_TIME", "CALENDAR", "CANNED_FROM", "CANNED_LISTS",
    "CATALOGUE", "CHECK_AVAILABLE",
    "CLOSE_DELAY", "CLOSE_RULE", "CLOSE_TEXT", "CONFIRM_CLOSE", "CONSENT", "CONSENT_TEXT", "CONSENT_URL",
    "DISTRIBUTION", "ESCALATE_AFTER", "ESCALATE_TO", "FORWARD", "HEADS", "HOURS", "IDLE_TIME", "KPI_ESCALATE_AFTER",
    "KPI_ESCALATE_PEOPLE", "KPI_FIRST_ALERT", "KPI_FIRST_LIMIT", "KPI_FIRST_PEOPLE", "KPI_FIRST_TEXT",
    "KPI_FURTHER_ALERT", "KPI_FURTHER_LIMIT", "KPI_FURTHER_PEOPLE", "KPI_FURTHER_TEXT", "KPI_REPEAT_AFTER",
    "KPI_STOPS_WHEN_CLOSED", "LANGUAGE", "LIVE_TYPING", "MAX_CANNED_LISTS", "MAX_SESSIONS", "NO_ANSWER_AFTER",
    "NO_ANSWER_RULE", "NO_ANSWER_TEXT", "OFF_RULE", "OFF_TEXT", "ON_BREAK", "PRIORITY", "RATING",
    "RATING_BEFORE_FINISH", "RATING_CLOSES", "RATING_DISLIKE", "RATING_LIKE", "RATING_TEXT", "RATING_TIME_LIMIT",
    "RATING_WIDGET_DISLIKE",
    "RATING_WIDGET_LIKE", "RATING_WIDGET_TEXT", "REMINDERS", "SKILLS", "SKILLS_RELAX_AFTER", "SLOT_RULE", "TIMEOUT",
    "TIMEOUT_RULE", "TIMEOUT_TEXT", "TITLE", "WELCOME", "WELCOME_EACH_SESSION", "WELCOME_TEXT", "Choice", "Group",
    "Number", "Setting", "Settings", "Switch", "Text", "Value", "at_home",
]  # fmt: skip

DECLARED: tuple[tuple[Setting[Any], ...], ...] = (
    queue.ALL, crm.ALL, hours.ALL, auto.ALL, canned.ALL, quality.ALL, other.ALL,
)  # fmt: skip
CATALOGUE: dict[str, Setting[Any]] = {
    setting.key: setting for group in Group for some in DECLARED for setting in some if setting.group is group
}

NOWHERE: Mapping[str, Value] = {}


def at_home(locale: str, time_zone: str) -> dict[str, Value]:
    """What a channel of an account has instead of the declared defaults: its language, and its time zone."""
    home: dict[str, Value] = {
        LANGUAGE.key: LANGUAGE.check(locale),
        CALENDAR.key: {**CALENDAR.initial, "zone": time_zone},
    }
    return {key: value for key, value in home.items() if value != CATALOGUE[key].initial}


class Settings:
    """The effective values of one channel: what was changed, else the defaults."""

    __slots__ = ("changed",)

    def __init__(self, changed: dict[str, Value]) -> None:
        self.changed = changed

    def value(self, setting: Setting[V]) -> V:
        """The value in effect."""
        return setting.of(self.changed)

    def with_changes(self, changes: Mapping[str, Any], home: Mapping[str, Value] = NOWHERE) -> "Settings":
        """Checked changes on top; null means back to what it is at home, or by declaration.

        Raises InvalidField: the first that is refused as its `field`, all of them with their reasons as `fields`.
        """
        changed, refused = dict(self.changed), dict[str, str]()
        for key, value in changes.items():
            try:
                _change(changed, key, value, home)
            except InvalidField as refusal:
                refused[key] = refusal.data["reason"]
        if refused:
            first = next(iter(refused))
            raise InvalidField(field=first, reason=refused[first], fields=refused)
        return Settings(changed)


def _change(changed: dict[str, Value], key: str, value: Any, home: Mapping[str, Value]) -> None:
    setting = CATALOGUE.get(key)
    if setting is None:
        raise InvalidField(field=key, reason="no such setting")
    if value is not None:
        changed[key] = setting.check(value)
    elif key in home:
        changed[key] = home[key]
    else:
        changed.pop(key, None)
