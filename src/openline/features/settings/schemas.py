"""Holidays, and the history of settings, on the wire."""

from typing import Any

from openline.kit.wire import Answer, Page, Request


class Holiday(Answer, frozen=True, kw_only=True):
    """A day, and what it is called."""

    date: str
    name: str


class Holidays(Page, frozen=True, kw_only=True):
    """The public holidays of a country in a year; in case a day has two, its name tells both."""

    items: list[Holiday]
    countries: list[str]


class ChangedSetting(Answer, frozen=True, kw_only=True):
    """A setting that was changed, with the values that went and came; null is the default."""

    key: str
    old: Any
    new: Any


class Changer(Answer, frozen=True, kw_only=True):
    """Who changed something; without a name the person is not there any more."""

    id: str
    name: str | None


class SettingsChange(Answer, frozen=True, kw_only=True):
    """What somebody changed at once; `version` is the channel's afterwards."""

    id: str
    version: int
    at: str
    person: Changer
    changes: list[ChangedSetting]


class SettingsHistory(Page, frozen=True, kw_only=True):
    """The last changes, newest first."""

    items: list[SettingsChange]


class RestoreSettings(Request, frozen=True, kw_only=True):
    """Back to how it was before this change. `version` guards against a colleague's change."""

    change_id: str
    version: int | None = None
