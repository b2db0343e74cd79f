"""What a channel's settings come to: texts in its language, and the rules that engines work by.

Each answer is kept by the stored JSON that it follows from, so that asking costs nothing and no change is missed.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, Protocol

import msgspec

from openline.engine.calendar import Calendar, always
from openline.engine.kpi import Rules
from openline.engine.life import LifeRules, RatingRules, Reminder, ReminderButton
from openline.features.people.types import Actor, Need
from openline.features.settings import schemas
from openline.features.settings import types as known
from openline.features.settings.declared.auto import FORM, FORM_FIELDS, FORM_TITLE, FORM_WHEN
from openline.features.settings.holidays import YEARS, countries, days_of, holidays_of
from openline.features.settings.kinds import Setting, Text, Value
from openline.features.settings.shapes import Button, FormField, FormRules, Hour, Reminding
from openline.features.settings.types import Settings
from openline.kit.errors import InvalidField, NotAllowed
from openline.kit.i18n import Texts, load_texts

KEPT = 4_096
"""Channels whose rules are kept in memory."""


class HasSettings(Protocol):
    """Whatever has the settings of a channel as stored."""

    @property
    def settings(self) -> str: ...


def life_of(channel: HasSettings) -> LifeRules:
    """What the channel says by itself, and its times."""
    return _life(channel.settings)


def calendar_of(channel: HasSettings) -> Calendar | None:
    """The channel's working hours; None: always open."""
    return _calendar(channel.settings)


def holiday_on(channel: HasSettings, day: date, locale: str) -> str | None:
    """The public holiday that the channel's countries have on a day, by name; None: none, or the year is not known."""
    hours = msgspec.convert(_settings(channel.settings).value(known.CALENDAR), Hour)
    if day.year not in YEARS:
        return None
    names = [name for country in hours.countries for at, name in holidays_of(country, day.year, locale) if at == day]
    return ", ".join(names) or None


def kpi_rules(channel: HasSettings) -> Rules:
    """How fast answers should come."""
    return _kpi(channel.settings)


def form_of(channel: HasSettings) -> FormRules | None:
    """What new customers of the widget are asked; None: nothing."""
    return _form(channel.settings)


def said(channel: HasSettings, setting: Text) -> str:
    """A text of the channel, in its language."""
    return _said(_settings(channel.settings), setting)


def show_holidays(actor: Actor, country: str, year: int, locale: str | None) -> schemas.Holidays:
    """A country's holidays, named in this language or in the caller's.

    Raises NotAllowed, InvalidField.
    """
    if not actor.may(Need.CHANNELS_READ):
        raise NotAllowed(need=Need.CHANNELS_READ)
    if country not in countries():
        raise InvalidField(field="country", reason="two letters of a country whose holidays are known")
    if year not in YEARS:
        raise InvalidField(field="year", reason=f"{YEARS[0]}…{YEARS[-1]}")
    days = holidays_of(country, year, locale or actor.locale)
    return schemas.Holidays(
        items=[schemas.Holiday(date=day.isoformat(), name=name) for day, name in days], countries=sorted(countries())
    )


def shown(settings: Settings, setting: Setting[Any], home: Mapping[str, Value]) -> tuple[Value, Value]:
    """The default and the value of a setting, as people see them: texts of the catalogues in the channel's language."""
    default: Value = home.get(setting.key, setting.initial)
    if isinstance(setting, Text):
        default = _default(settings, setting)
    return default, settings.changed.get(setting.key, default if isinstance(setting, Text) else setting.initial)


@cache
def _texts() -> Texts:
    return load_texts()


def _settings(stored: str) -> Settings:
    return Settings(msgspec.json.decode(stored))


def _default(settings: Settings, setting: Text) -> str:
    return _texts().say(settings.value(known.LANGUAGE), setting.default) if setting.default else ""


def _said(settings: Settings, setting: Text) -> str:
    return str(settings.changed[setting.key]) if setting.key in settings.changed else _default(settings, setting)


def _if_told(settings: Settings, rule: Setting[Any], setting: Text) -> str:
    """The text, if the channel says it at all."""
    return _said(settings, setting) if settings.value(rule) in (True, "text") else ""


@lru_cache(maxsize=KEPT)
def _life(stored: str) -> LifeRules:
    settings = _settings(stored)
    language = settings.value(known.LANGUAGE)
    return LifeRules(
        welcome=_if_told(settings, known.WELCOME, known.WELCOME_TEXT),
        welcome_each_session=settings.value(known.WELCOME_EACH_SESSION),
        off_hours=_if_told(settings, known.OFF_RULE, known.OFF_TEXT),
        no_answer=_if_told(settings, known.NO_ANSWER_RULE, known.NO_ANSWER_TEXT),
        no_answer_s=settings.value(known.NO_ANSWER_AFTER),
        closing=_if_told(settings, known.CLOSE_RULE, known.CLOSE_TEXT),
        close_delay_s=settings.value(known.CLOSE_DELAY) * 60,
        timeout=_if_told(settings, known.TIMEOUT_RULE, known.TIMEOUT_TEXT),
        timeout_s=settings.value(known.TIMEOUT),
        rating=_rating(settings, language) if settings.value(known.RATING) else None,
        consent=_if_told(settings, known.CONSENT, known.CONSENT_TEXT),
        consent_first=_asked_first(settings, language),
        consent_url=settings.value(known.CONSENT_URL),
        reminders=tuple(map(_reminder, settings.value(known.REMINDERS))),
        channel_off_note=_texts().say(language, "automatic.channel_off_note"),
        consent_note=_texts().say(language, "automatic.consent_note"),
    )


def _asked_first(settings: Settings, language: str) -> str:
    """The channel's own words; where it has none, a question, since "by writing on" is wrong above a button."""
    if known.CONSENT_TEXT.key in settings.changed:
        return _if_told(settings, known.CONSENT, known.CONSENT_TEXT)
    return _texts().say(language, "automatic.consent_first") if settings.value(known.CONSENT) else ""


def _rating(settings: Settings, language: str) -> RatingRules:
    return RatingRules(
        text=_said(settings, known.RATING_TEXT),
        like=_said(settings, known.RATING_LIKE),
        dislike=_said(settings, known.RATING_DISLIKE),
        widget_text=_said(settings, known.RATING_WIDGET_TEXT),
        widget_like=_said(settings, known.RATING_WIDGET_LIKE),
        widget_dislike=_said(settings, known.RATING_WIDGET_DISLIKE),
        before_finish=settings.value(known.RATING_BEFORE_FINISH),
        closes=settings.value(known.RATING_CLOSES),
        limit_s=settings.value(known.RATING_TIME_LIMIT),
        too_late=_texts().say(language, "automatic.rating.too_late"),
    )


def _reminder(stored: Any) -> Reminder:
    one = msgspec.convert(stored, Reminding)
    return Reminder(one.after_s, one.text, close=_button(one.close), go_on=_button(one.go_on), new=_button(one.new))


def _button(button: Button | None) -> ReminderButton | None:
    return ReminderButton(button.label, button.text, button.reply) if button else None


@lru_cache(maxsize=KEPT)
def _calendar(stored: str) -> Calendar | None:
    settings = _settings(stored)
    if not settings.value(known.HOURS):
        return None
    hours = msgspec.convert(settings.value(known.CALENDAR), Hour)
    return hours.calendar(days_of(hours.countries))


@lru_cache(maxsize=KEPT)
def _form(stored: str) -> FormRules | None:
    settings = _settings(stored)
    if not settings.value(FORM):
        return None
    fields = msgspec.convert(settings.value(FORM_FIELDS), tuple[FormField, ...])
    language = settings.value(known.LANGUAGE)
    return FormRules(
        before=settings.value(FORM_WHEN) == "before", title=_said(settings, FORM_TITLE), fields=fields,
        consent_url=settings.value(known.CONSENT_URL), words=_texts().under(language, "automatic.form_"),
    )  # fmt: skip


@lru_cache(maxsize=KEPT)
def _kpi(stored: str) -> Rules:
    settings = _settings(stored)
    return Rules(
        calendar=_calendar(stored) or always(),
        first_s=settings.value(known.KPI_FIRST_LIMIT),
        further_s=settings.value(known.KPI_FURTHER_LIMIT),
        stops_when_closed=settings.value(known.KPI_STOPS_WHEN_CLOSED),
    )
