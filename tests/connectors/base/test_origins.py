"""Which pages may use a widget."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openline.connectors.base import frame_ancestors, origin_allowed
from openline.connectors.base.origins import origin_pattern

ALLOWED = ("https://shop.example", "https://*.brand.example", "http://localhost:8080")


@pytest.mark.parametrize(
    "origin",
    ["https://shop.example", "HTTPS://SHOP.EXAMPLE", "https://a.brand.example", "https://a.b.brand.example",
     "http://localhost:8080"],
)  # fmt: skip
def test_allowed(origin: str) -> None:
    assert origin_allowed(origin, ALLOWED)


@pytest.mark.parametrize(
    "origin",
    ["http://shop.example", "https://shop.example:8443", "https://shop.example.evil.test", "https://evilshop.example",
     "https://brand.example", "https://evilbrand.example", "http://a.brand.example", "https://.brand.example", "null",
     "", "http://localhost", "https://a.brand.example:444"],
)  # fmt: skip
def test_not_allowed(origin: str) -> None:
    assert not origin_allowed(origin, ALLOWED)


def test_no_list_means_everybody() -> None:
    assert origin_allowed("https://any.test", ())
    assert frame_ancestors(()) == "*"


def test_the_browser_gets_the_same_list() -> None:
    assert frame_ancestors(ALLOWED) == "https://shop.example https://*.brand.example http://localhost:8080"


def test_names_with_marks_are_written_as_browsers_do() -> None:
    assert origin_pattern("https://cửahàng.example") == "https://xn--cahng-tqa2694c.example"


@given(st.text(max_size=80).map(lambda text: f"https://{text}"))
def test_a_pattern_adds_nothing_to_a_policy(text: str) -> None:
    pattern = origin_pattern(text)
    assert pattern is None or not set(pattern) & set(" ;,'\"\n\r\t")
