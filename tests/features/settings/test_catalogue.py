"""The catalogue of settings: what is allowed comes back as it was, what is not is refused by name."""

import importlib.util
import re
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openline.features.ascode.document import read, write
from openline.features.routing.service.channels import edit_settings, show_settings
from openline.features.settings import declared
from openline.features.settings import types as known
from openline.features.settings.kinds import Address, Choice, Number, Setting, Switch, Text
from openline.features.settings.service import calendar_of, kpi_rules, life_of
from openline.features.settings.shapes import FormFields, OpenHours, People, Reference, References, Reminders, Skills
from openline.features.settings.types import CATALOGUE, KPI_FIRST_TEXT, Settings, at_home
from openline.kit.errors import InvalidField
from openline.kit.i18n import LOCALES, load_texts
from openline.kit.text import clean
from tests.support.desk import Company

ids = st.integers(1, (1 << 63) - 1).map(str)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(clean)
clock = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda at: f"{at[0]:02}:{at[1]:02}")
intervals = st.lists(st.tuples(clock, clock).filter(lambda two: two[0] != two[1]).map(list), max_size=3)
days = st.dates().map(str)
buttons = st.none() | st.fixed_dictionaries(
    {"label": st.just("OK"), "text": st.just(""), "reply": st.sampled_from(["", "Tạm biệt"])}
)
HOURS = st.fixed_dictionaries(
    {
        "zone": st.sampled_from(["UTC", "Asia/Ho_Chi_Minh", "Europe/Moscow"]),
        "week": st.lists(intervals, min_size=7, max_size=7),
        "yearly": st.lists(st.sampled_from(["01.05", "29.02", "31.12"]), max_size=2),
        "dates": st.lists(days, max_size=3),
        "ranges": st.lists(st.tuples(days, days).map(sorted), max_size=2),
        "countries": st.lists(st.sampled_from(["VN", "RU", "DE"]), max_size=2),
        "opened": st.dictionaries(days, intervals, max_size=2),
    }
)
QUESTIONS = [
    {"id": kind, "kind": kind, "label": label, "required": not label, "options": ["A", "B"] if kind == "choice" else []}
    for kind, label in [
        ("name", ""),
        ("email", ""),
        ("phone", ""),
        ("text", "Đơn hàng?"),
        ("choice", "?"),
        ("consent", "Ok"),
    ]
]
TIMES = st.lists(st.integers(60, 2_678_400), unique=True, max_size=4).map(sorted)


def allowed(setting: Setting[Any]) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - a case each
    """Values that a setting takes."""
    match setting:
        case Switch():
            return st.booleans()
        case Number(ge=ge, le=le, zero=zero):
            return st.integers(ge, le) | st.sampled_from([0, ge] if zero else [ge])
        case Choice(choices=choices):
            return st.sampled_from(choices)
        case Address():
            return st.sampled_from(["", "https://example.org/privacy", "http://a.example/?b=ü"])
        case Text(le=le, must=must):
            return texts.map(lambda text: clean("".join(must) + text)[:le])
        case People() | References():
            return st.lists(ids, unique=True, max_size=5)
        case Reference(word=word):
            return ids | st.just(word)
        case Skills():
            names = st.sampled_from(["tiếng Anh", "оплата", "refunds"])
            return st.dictionaries(names, st.integers(1, 5)).map(lambda known: dict(sorted(known.items())))
        case OpenHours():
            return HOURS
        case Reminders():
            parts = {"close": buttons, "continue": buttons, "new": buttons}
            one = st.fixed_dictionaries({"text": st.just("Bạn còn ở đó không?"), **parts})
            return TIMES.flatmap(
                lambda times: st.tuples(*(one for _ in times)).map(
                    lambda rest: [{"after_s": at, **more} for at, more in zip(times, rest, strict=True)]
                )
            )
        case FormFields():
            return st.lists(st.sampled_from(QUESTIONS), min_size=1, unique_by=lambda one: str(one["id"]))
        case _:
            raise AssertionError(f"what {setting.type} takes is not told")


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)


@pytest.mark.parametrize("setting", CATALOGUE.values(), ids=lambda setting: setting.key)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_allowed_comes_back_as_it_was(setting: Setting[Any], data: st.DataObject) -> None:
    value = data.draw(allowed(setting))
    taken = Settings({}).with_changes({setting.key: value}, {})
    assert taken.value(setting) == value
    stored = msgspec.json.encode(taken.changed)
    assert msgspec.json.decode(stored) == {setting.key: value}
    rules_of(stored.decode())
    (channel,) = read(write([{"name": "A", "settings": {setting.key: value}}])).channels
    assert channel.settings == {setting.key: value}


def rules_of(stored: str) -> None:
    """Whatever is stored, everybody can work by it."""

    class Row:
        settings = stored

    life_of(Row())
    calendar = calendar_of(Row())
    assert kpi_rules(Row()).calendar == calendar or calendar is None


@pytest.mark.parametrize("setting", CATALOGUE.values(), ids=lambda setting: setting.key)
@settings(max_examples=60)
@given(value=json.filter(lambda value: value is not None))
def test_anything_is_taken_or_refused_by_name(setting: Setting[Any], value: Any) -> None:
    try:
        taken = Settings({}).with_changes({setting.key: value}, {})
    except InvalidField as refusal:
        told = refusal.data
    else:
        told = {"field": setting.key, "reason": "none"}
        again = taken.value(setting)
        assert setting.check(again) == again
        rules_of(msgspec.json.encode(taken.changed).decode())
    assert told["field"] == setting.key
    assert told["reason"]


REFUSED: dict[str, list[Any]] = {
    "queue.idle_time": [59, 43_201, -1, True, "60", 60.0],
    "queue.distribution": ["random", 1],
    "queue.skills": [{"English": 0}, {"English": 6}, {"": 1}, ["English"], {"x": True}],
    "queue.escalate_to": ["nobody", "0", "-1", "007", "99999999999999999999", 5],
    "hours.calendar": [
        {"zone": "Mars/Olympus"}, {"week": [[]]}, {"week": [[["9", "18"]], *[[]] * 6]},
        {"week": [[["09:00", "09:00"]], *[[]] * 6]}, {"yearly": ["30.02"]}, {"yearly": ["2.13"]},
        {"dates": ["01.05.2026"]}, {"ranges": [["2026-12-31", "2026-12-24"]]}, {"countries": ["XX"]},
        {"opened": {"tomorrow": []}}, {"lunch": []}, {"zone": "../../etc/passwd"}, {"zone": ""},
    ],
    "consent.url": ["javascript:alert(1)", "example.org", "https://a b"],
    "form.fields": [
        [], [{"id": "name"}], [{"id": "Name", "kind": "name"}], [{"id": "a", "kind": "text"}],
        [{"id": "a", "kind": "name"}, {"id": "b", "kind": "name"}],
        [{"id": "a", "kind": "choice", "label": "?", "options": ["x"]}],
        [{"id": "a", "kind": "choice", "label": "?", "options": ["x", "y\nz"]}],
        [{"id": "a", "kind": "name", "options": ["x", "y"]}], [{"id": "a", "kind": "file", "label": "?"}],
        [{"id": "a", "kind": "text", "label": "?"}] * 2,
        [{"id": f"q{n}", "kind": "text", "label": "?"} for n in range(11)],
    ],
    "auto.close_delay": [1_441, -1],
    "auto.timeout": [3_599, 0],
    "auto.welcome_text": ["x" * 4_001, 7],
    "auto.reminders": [
        [{"after_s": 59, "text": "?"}], [{"after_s": 60, "text": ""}], [{"after_s": 60}],
        [{"after_s": 90, "text": "?"}, {"after_s": 60, "text": "?"}],
        [{"after_s": at, "text": "?"} for at in range(60, 71)],
    ],
    "rating.text": ["Answer 1 or 2", ""],
    "rating.widget_like": ["x" * 101],
    "kpi.first_people": [["7", "7"], [7], "7", [str(one) for one in range(1, 102)]],
    "channel.title": ["x" * 101, 7],
    "channel.language": ["de", "", 3],
    "no.such": [1],
}  # fmt: skip


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in REFUSED.items() for value in values])
def test_what_is_not_allowed_is_refused_by_name(key: str, value: Any) -> None:
    with pytest.raises(InvalidField) as refusal:
        Settings({}).with_changes({key: value}, {})
    assert refusal.value.data["field"] == key


@pytest.mark.parametrize(
    "setting", [one for one in CATALOGUE.values() if isinstance(one, Text)], ids=lambda one: one.key
)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_has_a_default_that_it_would_take_itself(setting: Text, locale: str) -> None:
    said = load_texts().say(locale, setting.default) if setting.default else ""
    assert setting.check(said) == said
    assert said != setting.default or not said


def test_every_setting_stands_in_the_docs() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "behaviour" / "settings.md").read_text(encoding="utf-8")
    assert [key for key in CATALOGUE if f"`{key}`" not in page] == []


def test_a_channel_speaks_the_language_of_its_account_until_told_otherwise() -> None:
    home = at_home("vi", "Asia/Ho_Chi_Minh")
    changed = Settings(dict(home)).with_changes({"channel.language": "ru", "kpi.first_text": "…"}, home)
    assert changed.changed["channel.language"] == "ru"
    back = changed.with_changes({"channel.language": None, "hours.calendar": None, "kpi.first_text": None}, home)
    assert back.changed == home
    assert back.value(KPI_FIRST_TEXT) == "automatic.kpi.first"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_all_settings_at_once_go_through_the_api(company: Company, data: st.DataObject) -> None:
    keys = sorted(key for key, setting in CATALOGUE.items() if not setting.to)  # what those name has to be there
    some = data.draw(st.lists(st.sampled_from(keys), unique=True, min_size=1, max_size=12))
    changes = {key: data.draw(allowed(CATALOGUE[key]), label=key) for key in some}
    channel_id = int(company.channel.id)
    shown = await company.store.commit(edit_settings, company.boss, channel_id, changes, None)
    assert {item.key: item.value for item in shown.items if item.key in changes} == changes
    everything = dict.fromkeys(CATALOGUE)
    reset = await company.store.commit(edit_settings, company.boss, channel_id, everything, None)
    assert [item.key for item in reset.items if item.changed] == []
    again = await company.store.read(show_settings, company.boss, channel_id)
    assert again == reset


def test_every_setting_is_read_by_the_product_or_says_that_it_is_not_in_effect() -> None:
    """By its name outside its declaration: short, but enough to notice a switch that is wired to nothing."""
    root = Path(known.__file__).parent.parent.parent
    texts = [
        path.read_text() for path in root.rglob("*.py") if "declared" not in path.parts and path != Path(known.__file__)
    ]
    modules = [
        importlib.import_module(f"{declared.__name__}.{found.name}") for found in iter_modules(declared.__path__)
    ]
    names = {id(one): name for module in modules for name, one in vars(module).items() if isinstance(one, Setting)}
    unread = {
        setting.key
        for setting in CATALOGUE.values()
        if not any(re.search(rf"\b{names[id(setting)]}\b", text) for text in texts)
    }
    assert unread <= {setting.key for setting in CATALOGUE.values() if not setting.in_effect}


def test_what_is_not_in_effect_yet_is_a_short_list() -> None:
    """A new setting stands here only until its feature is built; the console says so beside it, the docs list it."""
    waiting = {setting.key.partition(".")[0] for setting in CATALOGUE.values() if not setting.in_effect}
    assert waiting <= {"bot", "crm"}


def test_what_a_setting_needs_comes_before_it_and_can_be_so() -> None:
    order = list(CATALOGUE)
    for setting in CATALOGUE.values():
        if setting.needs is not None:
            assert order.index(setting.needs.key) < order.index(setting.key)
            assert setting.among == tuple(setting.needs.check(word) for word in setting.among)
        assert setting.needs is not None or not setting.among


def test_the_page_of_all_settings_is_up_to_date() -> None:
    """`python tools/settings_page.py` writes it."""
    root = Path(__file__).resolve().parents[3]
    spec = importlib.util.spec_from_file_location("settings_page", root / "tools" / "settings_page.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.page() == tool.PAGE.read_text(encoding="utf-8")
    assert tool.forms() == tool.FORMS.read_text(encoding="utf-8")
