"""Settings that are more than a word or a number: people, things by id, skills, hours, reminders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from openline.engine.calendar import DAY_MIN, Calendar, DateRange, Hours
from openline.features.settings.holidays import countries
from openline.features.settings.kinds import Setting
from openline.kit.text import clean

MAX_PEOPLE = 100
MAX_SKILLS = 20
MAX_SKILL_NAME = 50
MAX_LEVEL = 5
MAX_REMINDERS = 10
MAX_DAYS = 400
MAX_INTERVALS = 8
MAX_COUNTRIES = 10
MAX_FIELDS = 10
MAX_OPTIONS = 20
MAX_ID = 1 << 63
LONGEST_REMINDER_S = 2_678_400
LEAP_YEAR = 2024

Interval = tuple[str, str]
Intervals = Annotated[list[Interval], msgspec.Meta(max_length=MAX_INTERVALS)]
Option = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
ONCE = frozenset({"name", "phone", "email"})
"""What a contact has one of, and every widget has a word for."""
Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True, kw_only=True)
class People(Setting[list[str]]):
    """Persons by id; who is not there any more is left out when it matters."""

    type: ClassVar[str] = "people"
    to: str = "person"
    le: int = MAX_PEOPLE

    @property
    def initial(self) -> list[str]:
        return []

    def check(self, value: object) -> list[str]:
        if not isinstance(value, list) or not all(is_id(one) for one in value):
            raise self.refuse("a list of ids of people")
        if len(value) > self.le or len(set(value)) != len(value):
            raise self.refuse(f"at most {self.le}, nobody twice")
        return list(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Setting[str]):
    """Something else by id; instead of one a word, or nothing."""

    type: ClassVar[str] = "reference"
    word: str = ""

    @property
    def initial(self) -> str:
        return self.word

    def check(self, value: object) -> str:
        if isinstance(value, str) and (value == self.word or is_id(value)):
            return value
        raise self.refuse(f"the id of a {self.to}" + (f" or {self.word}" if self.word else ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class References(Setting[list[str]]):
    """Several other things by id."""

    type: ClassVar[str] = "references"
    le: int

    @property
    def initial(self) -> list[str]:
        return []

    def check(self, value: object) -> list[str]:
        if not isinstance(value, list) or not all(is_id(one) for one in value):
            raise self.refuse("a list of ids")
        if len(value) > self.le or len(set(value)) != len(value):
            raise self.refuse(f"at most {self.le}, none twice")
        return list(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skills(Setting[dict[str, int]]):
    """Names of skills with the level that is needed."""

    type: ClassVar[str] = "skills"

    @property
    def initial(self) -> dict[str, int]:
        return {}

    def check(self, value: object) -> dict[str, int]:
        if not isinstance(value, dict) or len(value) > MAX_SKILLS:
            raise self.refuse(f"at most {MAX_SKILLS} skills with their levels")
        found = {}
        for name, level in value.items():
            if not isinstance(name, str) or not 0 < len(clean(name)) <= MAX_SKILL_NAME:
                raise self.refuse(f"names of 1…{MAX_SKILL_NAME} characters")
            if isinstance(level, bool) or not isinstance(level, int) or not 1 <= level <= MAX_LEVEL:
                raise self.refuse(f"levels of 1…{MAX_LEVEL}")
            found[clean(name)] = level
        return dict(sorted(found.items()))


class Hour(msgspec.Struct, forbid_unknown_fields=True):
    """When a channel is open, as it is stored. The rules are K2 and K3 of docs/behaviour/calendar.md."""

    zone: Annotated[str, msgspec.Meta(max_length=64)] = "UTC"
    week: Annotated[list[Intervals], msgspec.Meta(min_length=7, max_length=7)] = msgspec.field(
        default_factory=lambda: [[("09:00", "18:30")] for _ in range(7)]
    )
    yearly: Annotated[list[str], msgspec.Meta(max_length=MAX_DAYS)] = []
    dates: Annotated[list[str], msgspec.Meta(max_length=MAX_DAYS)] = []
    ranges: Annotated[list[tuple[str, str]], msgspec.Meta(max_length=MAX_DAYS)] = []
    countries: Annotated[list[str], msgspec.Meta(max_length=MAX_COUNTRIES)] = []
    opened: Annotated[dict[str, Intervals], msgspec.Meta(max_length=MAX_DAYS)] = {}

    def calendar(self, holidays: frozenset[date] = frozenset()) -> Calendar:
        """The engine's calendar, closed on these days too.

        Raises ValueError.
        """
        return Calendar(
            zone=ZoneInfo(self.zone).key, week=tuple(_hours(day) for day in self.week),
            yearly=frozenset(_yearly(day) for day in self.yearly),
            dates=frozenset(map(date.fromisoformat, self.dates)) | holidays,
            ranges=tuple(_range(first, last) for first, last in self.ranges),
            opened={date.fromisoformat(day): _hours(hours) for day, hours in self.opened.items()},
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHours(Setting[dict[str, Any]]):
    """Working hours with all their exceptions."""

    type: ClassVar[str] = "calendar"

    @property
    def initial(self) -> dict[str, Any]:
        hours: dict[str, Any] = plain(Hour())
        return hours

    def check(self, value: object) -> dict[str, Any]:
        hours = shaped(self, value, Hour)
        try:
            hours.calendar()
        except (ValueError, AssertionError, OSError, KeyError) as error:
            raise self.refuse(str(error)) from error
        unknown = [country for country in hours.countries if country not in countries()]
        if unknown:
            raise self.refuse(f"no holidays are known of {unknown[0]}")
        known: dict[str, Any] = plain(hours)
        return known


class Button(msgspec.Struct, forbid_unknown_fields=True):
    """A button under a reminder; `text` is what the customer is taken to say, `reply` what he is answered."""

    label: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    text: Annotated[str, msgspec.Meta(max_length=1_000)] = ""
    reply: Annotated[str, msgspec.Meta(max_length=1_000)] = ""


class Reminding(msgspec.Struct, forbid_unknown_fields=True, rename={"go_on": "continue"}):
    """What a silent customer is told after so many seconds."""

    after_s: Annotated[int, msgspec.Meta(ge=60, le=LONGEST_REMINDER_S)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
    close: Button | None = None
    go_on: Button | None = None
    new: Button | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders(Setting[list[Any]]):
    """What silent customers are told, by time."""

    type: ClassVar[str] = "reminders"
    le: int = MAX_REMINDERS

    @property
    def initial(self) -> list[Any]:
        return []

    def check(self, value: object) -> list[Any]:
        found = shaped(self, value, list[Reminding])
        if len(found) > self.le:
            raise self.refuse(f"at most {self.le}")
        times = [one.after_s for one in found]
        if times != sorted(set(times)):
            raise self.refuse("each must come later than the one before")
        return [plain(one) for one in found]


class FormField(msgspec.Struct, forbid_unknown_fields=True):
    """One question of the welcome form; without a label, the widget's own word for its kind."""

    id: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,31}$")]
    kind: Literal["name", "phone", "email", "text", "choice", "consent"]
    label: Annotated[str, msgspec.Meta(max_length=200)] = ""
    required: bool = False
    options: Annotated[list[Option], msgspec.Meta(max_length=MAX_OPTIONS)] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFields(Setting[list[Any]]):
    """The questions of a form, in their order."""

    type: ClassVar[str] = "form"
    le: int = MAX_FIELDS

    @property
    def initial(self) -> list[Any]:
        known = [FormField("name", "name", required=True), FormField("email", "email"), FormField("phone", "phone")]
        return [plain(one) for one in known]

    def check(self, value: object) -> list[Any]:
        found = shaped(self, value, list[FormField])
        if not 0 < len(found) <= self.le:
            raise self.refuse(f"1…{self.le} questions")
        for what, known in (
            ("id", [one.id for one in found]),
            ("kind", [k for one in found if (k := one.kind) in ONCE]),
        ):
            if len(set(known)) != len(known):
                raise self.refuse(f"no {what} twice")
        return [plain(self._fit(one)) for one in found]

    def _fit(self, one: FormField) -> FormField:
        label, options = clean(one.label), [clean(option) for option in one.options]
        if not label and one.kind not in ONCE:
            raise self.refuse(f"{one.id} needs a label")
        if one.kind == "choice" and (len(set(options)) != len(options) or not all(options) or len(options) < 2):
            raise self.refuse(f"{one.id} needs two different options at least")
        if any("\n" in option for option in options):
            raise self.refuse(f"an option of {one.id} is longer than a line")
        if one.kind != "choice" and options:
            raise self.refuse(f"{one.id} is no choice, so it has no options")
        return FormField(one.id, one.kind, label, one.required, options)


@dataclass(frozen=True, slots=True)
class FormRules:
    """The welcome form, `before` the first message or after it. `words`: for colleagues, in the channel's language."""

    before: bool
    title: str
    fields: tuple[FormField, ...]
    consent_url: str
    words: Mapping[str, str]


def shaped(setting: Setting[Any], value: object, shape: type[Shape]) -> Shape:
    """The value in its shape.

    Raises InvalidField that says where it does not fit.
    """
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        raise setting.refuse(str(error)) from error


def plain(value: msgspec.Struct) -> Any:
    """As JSON will hold it."""
    return msgspec.json.decode(msgspec.json.encode(value))


def is_id(value: object) -> bool:
    """Whether it looks like an id."""
    return (
        isinstance(value, str) and value.isascii() and value.isdigit() and value == str(int(value[:20])) != "0"
        and int(value[:20]) < MAX_ID
    )  # fmt: skip


def _hours(intervals: list[Interval]) -> tuple[Hours, ...]:
    return tuple(_between(start, end) for start, end in intervals)


def _between(start: str, end: str) -> Hours:
    """What ends before it begins ends the next day."""
    opens, closes = _minute(start), _minute(end)
    if opens >= DAY_MIN or opens == closes:
        raise ValueError(f"{start} to {end} is no time to be open")
    closes = closes + DAY_MIN if closes < opens else closes
    if closes > opens + DAY_MIN:
        raise ValueError(f"{start} to {end} is more than a day")
    return Hours(opens, closes)


def _minute(text: str) -> int:
    hour, colon, minute = text.partition(":")
    digits = (hour + minute).isascii() and (hour + minute).isdigit()
    if not (colon and digits and len(hour) == len(minute) == 2 and int(minute) < 60 and int(hour) < 48):
        raise ValueError(f"{text} is no time like 09:00")
    return int(hour) * 60 + int(minute)


def _yearly(text: str) -> tuple[int, int]:
    day, dot, month = text.partition(".")
    if not (dot and (day + month).isascii() and (day + month).isdigit() and 0 < len(day) < 3 and 0 < len(month) < 3):
        raise ValueError(f"{text} is no day like 31.12")
    known = date(LEAP_YEAR, int(month), int(day))
    return known.month, known.day


def _range(first: str, last: str) -> DateRange:
    days = DateRange(date.fromisoformat(first), date.fromisoformat(last))
    if days.first > days.last:
        raise ValueError(f"{first}…{last} ends before it begins")
    return days
