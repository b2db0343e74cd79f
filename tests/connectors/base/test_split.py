"""Cutting long texts: pieces fit, nothing is lost, no reader sees a broken character."""

import time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from openline.connectors.base import TextLimit, Unit, size_of, split_text

CLUSTERS = [
    "a", "ế", "e\u0323\u0302", "👨\u200d👩\u200d👧\u200d👦", "🇻🇳", "👍🏽", "1\ufe0f\u20e3", "\r\n", " ", "\n",
    "\u1112\u1161\u11ab", "\u0915\u094d\u0937\u093f",
]  # fmt: skip
mixed = st.lists(st.sampled_from(CLUSTERS), max_size=80).map("".join)
limits = st.builds(TextLimit, most=st.integers(4, 60), unit=st.sampled_from(list(Unit)))


@given(mixed | st.text(max_size=80), limits)
def test_pieces_fit_and_are_the_text_again(text: str, limit: TextLimit) -> None:
    pieces = split_text(text, limit)
    assert "".join(pieces) == text
    assert all(0 < size_of(piece, limit.unit) <= limit.most for piece in pieces)


@given(mixed, st.sampled_from(list(Unit)))
def test_no_cluster_is_broken(text: str, unit: Unit) -> None:
    widest = max((size_of(cluster, unit) for cluster in regex.findall(r"\X", text)), default=0)
    limit = TextLimit(most=widest + 4, unit=unit)
    parts = [cluster for piece in split_text(text, limit) for cluster in regex.findall(r"\X", piece)]
    assert parts == regex.findall(r"\X", text)


def test_units_are_counted_as_the_platform_counts() -> None:
    assert [size_of("a👍ế", unit) for unit in (Unit.CHARS, Unit.UTF16, Unit.BYTES)] == [3, 4, 8]


def test_a_cut_goes_to_the_end_of_a_line_or_a_word_nearby() -> None:
    assert split_text("one two three four", TextLimit(most=16)) == ["one two three ", "four"]
    assert split_text("first line\nsecond", TextLimit(most=13)) == ["first line\n", "second"]


def test_a_cut_wastes_little() -> None:
    # The only blank is far from the end: half of the piece would be lost.
    assert split_text("ab " + "c" * 20, TextLimit(most=10)) == ["ab ccccccc", "cccccccccc", "ccc"]


def test_an_empty_text_has_no_pieces() -> None:
    assert split_text("", TextLimit(most=10)) == []


@pytest.mark.parametrize("unit", list(Unit))
def test_a_letter_under_a_thousand_marks_is_cut_at_last(unit: Unit) -> None:
    limit = TextLimit(most=50, unit=unit)
    pieces = split_text("a" + "\u0301" * 1_000, limit)
    assert "".join(pieces) == "a" + "\u0301" * 1_000
    assert all(size_of(piece, unit) <= 50 for piece in pieces)


@pytest.mark.parametrize("pattern", ["🇻🇳🇷🇺", "🇻", "👨\u200d", "a\u0301", "क्", "\u0600", "ᄀ", "\u200d"])
def test_a_page_of_anything_is_cut_at_once(pattern: str) -> None:
    text = pattern * (50_000 // len(pattern))
    started = time.perf_counter()
    split_text(text, TextLimit(most=4_096, unit=Unit.UTF16))
    assert time.perf_counter() - started < 2.0
