"""Texts for people: filled in, in three languages, and there for every refusal of the product."""

import re
from pathlib import Path

import pytest

import openline
from openline.kit.i18n import LOCALES, Texts, load_texts, negotiate

CODE = re.compile(r'^    code(?:: ClassVar\[str\])? = "(\w+)"', re.MULTILINE)


def test_places_are_filled_and_unknown_ones_stay() -> None:
    texts = Texts({"en": {"hello": "Hello {name}, {n} wait"}, "vi": {}, "ru": {"hello": "{name}!"}})
    assert texts.say("en", "hello", name="Ann", n=3) == "Hello Ann, 3 wait"
    assert texts.say("ru", "hello", name="{n}", n=3) == "{n}!"
    assert texts.say("en", "hello", name="Ann") == "Hello Ann, {n} wait"


def test_a_place_may_have_any_name() -> None:
    texts = Texts({"en": {"hello": "{locale} {key} {self}"}})
    assert texts.say("en", "hello", locale="vi", key="k", self="s") == "vi k s"


def test_a_missing_text_falls_back_to_english_and_then_to_its_key() -> None:
    texts = Texts({"en": {"hello": "Hello"}, "vi": {}, "ru": {}})
    assert texts.say("vi", "hello") == "Hello"
    assert texts.say("de", "hello") == "Hello"
    assert texts.say("vi", "nothing.here") == "nothing.here"


def test_every_refusal_has_a_text() -> None:
    texts = load_texts()
    source = Path(openline.__file__).parent
    codes = {code for file in source.rglob("*.py") for code in CODE.findall(file.read_text(encoding="utf-8"))}
    assert {"not_found", "wrong_password", "offer_gone"} <= codes
    assert sorted(code for code in codes if not texts.has(f"error.{code}")) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_catalogues_are_sorted(locale: str) -> None:
    lines = (Path(openline.__file__).parent / "locales" / f"{locale}.json").read_text(encoding="utf-8").splitlines()
    keys = [line.split('"')[1] for line in lines if '": "' in line]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        (None, "en"),
        ("", "en"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("de-DE, ru;q=0.3, vi;q=0.7", "vi"),
        ("RU", "ru"),
        ("en;q=0.1, ru;q=nonsense", "en"),
        ("vi;q=0", "en"),
        ("," * 10_000 + "vi", "en"),
    ],
)
def test_the_best_liked_language_is_found(header: str | None, locale: str) -> None:
    assert negotiate(header) == locale
