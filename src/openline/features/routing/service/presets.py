"""Presets of a new channel: settings that go together, for who does not want to read sixty of them."""

from collections.abc import Callable
from typing import Any

from openline.features.settings.types import (
    CALENDAR,
    CHECK_AVAILABLE,
    DISTRIBUTION,
    ESCALATE_AFTER,
    HOURS,
    KPI_FIRST_LIMIT,
    KPI_FURTHER_LIMIT,
    MAX_SESSIONS,
    NO_ANSWER_AFTER,
    NO_ANSWER_RULE,
    OFF_RULE,
    TIMEOUT,
    TIMEOUT_RULE,
    Settings,
)

Changes = dict[str, Any]

_SATURDAY, _SUNDAY = 5, 6


def _open_at(settings: Settings, week: list[list[tuple[str, str]]]) -> Changes:
    """Working hours in the channel's own time zone."""
    return {HOURS.key: True, CALENDAR.key: {**settings.value(CALENDAR), "week": week}, OFF_RULE.key: "text"}


def _shop(settings: Settings) -> Changes:
    """A few sellers at the counter: nobody gets too much, whoever writes in the evening is told when it opens."""
    return {
        **_open_at(settings, [[("09:00", "20:00")] if day != _SUNDAY else [("10:00", "18:00")] for day in range(7)]),
        DISTRIBUTION.key: "least_busy", MAX_SESSIONS.key: 5, NO_ANSWER_AFTER.key: 120, NO_ANSWER_RULE.key: "text",
        KPI_FIRST_LIMIT.key: 120,
    }  # fmt: skip


def _support(_: Settings) -> Changes:
    """A support that never sleeps: only who is there, supervisors hear of what goes round, nothing closes overnight."""
    return {
        HOURS.key: False, CHECK_AVAILABLE.key: True, DISTRIBUTION.key: "evenly", ESCALATE_AFTER.key: 2,
        NO_ANSWER_RULE.key: "text", TIMEOUT.key: 86_400, TIMEOUT_RULE.key: "text", KPI_FIRST_LIMIT.key: 60,
        KPI_FURTHER_LIMIT.key: 300,
    }  # fmt: skip


def _office(settings: Settings) -> Changes:
    """An office where whoever is free takes it: weekdays, closed at lunch, and talks that last for days."""
    day = [("09:00", "12:00"), ("13:00", "18:00")]
    return {
        **_open_at(settings, [day if weekday < _SATURDAY else [] for weekday in range(7)]),
        DISTRIBUTION.key: "all", NO_ANSWER_AFTER.key: 600, NO_ANSWER_RULE.key: "text", TIMEOUT.key: 604_800,
    }  # fmt: skip


PRESETS: dict[str, Callable[[Settings], Changes]] = {"shop": _shop, "support_247": _support, "office": _office}
