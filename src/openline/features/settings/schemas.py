"""Holidays on the wire."""

from openline.kit.wire import Answer, Page


class Holiday(Answer, frozen=True, kw_only=True):
    """A day, and what it is called."""

    date: str
    name: str


class Holidays(Page, frozen=True, kw_only=True):
    """The public holidays of a country in a year; in case a day has two, its name tells both."""

    items: list[Holiday]
    countries: list[str]
