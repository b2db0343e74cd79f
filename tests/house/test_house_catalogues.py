"""Catalogues that differ between languages are seen, in JSON and in TypeScript."""

import json
from pathlib import Path

import pytest

import house_catalogues
from house_words import Source


def source(tmp_path: Path, name: str, text: str) -> Source:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return Source(name, path)


def catalogues(tmp_path: Path, **languages: dict[str, object]) -> list[str]:
    files = [
        source(tmp_path, f"src/openline/locales/{language}.json", json.dumps(texts))
        for language, texts in languages.items()
    ]
    return [breach.text for breach in house_catalogues.inspect(files)]


def test_catalogues_have_the_same_keys(tmp_path: Path) -> None:
    same: dict[str, object] = {"a": "Hi {name}", "b": {"c": "x"}}
    assert catalogues(tmp_path, en=same, vi=same, ru=same) == []
    assert catalogues(tmp_path, en=same, vi=same) == ["src/openline/locales has no ru"]
    assert catalogues(tmp_path, en=same, vi=same, ru={"a": "{name}"}) == ["b.c is missing"]
    more = same | {"d": "x"}
    assert catalogues(tmp_path, en=same, vi=more, ru=same) == ["d is not in en"]


def test_catalogues_fill_in_the_same_places(tmp_path: Path) -> None:
    en: dict[str, object] = {"a": "Hi {name}"}
    assert catalogues(tmp_path, en=en, vi=en, ru={"a": "{nimi}"}) == ["a fills in ['nimi'], en ['name']"]


def test_catalogues_have_no_empty_text(tmp_path: Path) -> None:
    en: dict[str, object] = {"a": "x"}
    assert catalogues(tmp_path, en=en, vi={"a": " "}, ru=en) == ["a is empty"]


def test_plural_forms_belong_to_their_language(tmp_path: Path) -> None:
    en: dict[str, object] = {"n_one": "{n} chat", "n_other": "{n} chats"}
    ru: dict[str, object] = {"n_one": "{n}", "n_few": "{n}", "n_many": "{n}"}
    assert catalogues(tmp_path, en=en, vi={"n_other": "{n}"}, ru=ru) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hello", set()),
        ("Hi {name}, {0}", {"name", "0"}),
        ("{n, plural, one {# chat} other {# chats}}", {"n"}),
        ("{n, plural, one {chat} other {{name} and chats}} in {queue}", {"n", "name", "queue"}),
        ("{g, select, f {She} other {They}} left", {"g"}),
    ],
)
def test_places_are_found_in_plurals_too(text: str, found: set[str]) -> None:
    assert house_catalogues.places(text) == found


def test_catalogues_in_typescript_are_compared(tmp_path: Path) -> None:
    texts = {
        "en": "export const en = {\n  a: 'It\\'s {0}',\n  'b.c':\n    'x',\n}\n",
        "vi": "export const words: Words = {\n  a: '{1}',\n  'b.c': 'x',\n}\n",
        "ru": 'export const words: Words = {\n  a: "{0}",\n}\n',
    }
    folder = "web/apps/widget/src/locales"
    files = [source(tmp_path, f"{folder}/{language}.ts", text) for language, text in texts.items()]
    assert [breach.text for breach in house_catalogues.inspect(files)] == [
        "a fills in ['1'], en ['0']",
        "b.c is missing",
    ]
