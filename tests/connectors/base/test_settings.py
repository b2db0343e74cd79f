"""Settings as data: what is taken, what is refused and why, what happens to secrets."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openline.connectors.base import Field, FieldType, Invalid, Schema, Settings
from openline.kit.wire import Secret

SCHEMA = Schema(
    (
        Field(key="name", type=FieldType.TEXT, required=True, ge=2, le=20),
        Field(key="token", type=FieldType.SECRET, required=True, ge=8),
        Field(key="keys", type=FieldType.SECRETS, default=(), le=2, made_here=True),
        Field(key="url", type=FieldType.URL, default="https://api.test"),
        Field(key="origins", type=FieldType.ORIGINS, default=(), le=2),
        Field(key="side", type=FieldType.CHOICE, default="left", choices=("left", "right")),
        Field(key="loud", type=FieldType.BOOL, default=False),
        Field(key="size", type=FieldType.WHOLE, default=5, ge=1, le=9),
        Field(key="color", type=FieldType.COLOR, default="#000000"),
    )
)
GOOD: dict[str, Any] = {"name": "Pigeon", "token": "secret-token"}


def read(**values: Any) -> Settings:
    found = SCHEMA.read({**GOOD, **values})
    assert isinstance(found, Settings), found
    return found


def problem(**values: Any) -> tuple[str, str]:
    found = SCHEMA.read({**GOOD, **values})
    assert isinstance(found, Invalid), found
    ((one),) = found.problems
    return one.field, one.reason


def test_missing_values_take_their_default() -> None:
    settings = read()
    assert settings.text("url") == "https://api.test"
    assert settings.flag("loud") is False
    assert settings["size"] == 5


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("name", "  Chim\u0020bo\u0302\u0300 câu ", "Chim bồ câu"),
        ("url", "http://127.0.0.1:8081/base/", "http://127.0.0.1:8081/base"),
        ("origins", ["https://Shop.example/", "https://shop.example:443"], ("https://shop.example",)),
        (
            "origins",
            ["https://*.shop.example", "http://localhost:8080"],
            ("https://*.shop.example", "http://localhost:8080"),
        ),
        ("color", "#ABCDEF", "#abcdef"),
        ("side", "right", "right"),
        ("size", 9, 9),
        ("loud", True, True),
    ],
)
def test_good_values_are_cleaned(key: str, raw: Any, value: Any) -> None:
    assert read(**{key: raw})[key] == value


@pytest.mark.parametrize(
    ("key", "raw", "reason"),
    [
        ("name", "", "required"),
        ("name", "   ", "too_short"),
        ("name", "x" * 21, "too_long"),
        ("name", 7, "not_text"),
        ("token", "short", "too_short"),
        ("token", "   ", "empty"),
        ("token", "x" * 2_000, "too_long"),
        ("keys", ["one-secret", "two-secret", "three-secret"], "too_many"),
        ("keys", [""], "empty"),
        ("keys", "one", "not_list"),
        ("url", "ftp://api.test", "not_url"),
        ("url", "https://", "not_url"),
        ("url", "https://user:pass@api.test", "password_in_url"),
        ("url", "https://api.test:99999", "not_url"),
        ("url", "javascript:alert(1)", "not_url"),
        ("origins", ["shop.example"], "not_origin"),
        ("origins", ["https://shop.example/path"], "not_origin"),
        ("origins", ["*"], "not_origin"),
        ("origins", ["https://*"], "not_origin"),
        ("origins", ["https://a.test'; script-src *"], "not_origin"),
        ("origins", ["https://a.test", "https://b.test", "https://c.test"], "too_many"),
        ("side", "top", "not_choice"),
        ("loud", "yes", "not_bool"),
        ("size", 0, "too_small"),
        ("size", 10, "too_large"),
        ("size", True, "not_whole"),
        ("size", 5.0, "not_whole"),
        ("color", "red", "not_color"),
        ("color", "#fff;background:url(x)", "not_color"),
        ("strange", 1, "unknown"),
    ],
)
def test_bad_values_are_named(key: str, raw: Any, reason: str) -> None:
    assert problem(**{key: raw}) == (key, reason)


def test_every_problem_is_named_at_once() -> None:
    found = SCHEMA.read({"side": "top", "size": 0})
    assert isinstance(found, Invalid)
    assert {one.field for one in found.problems} == {"name", "token", "side", "size"}


@given(
    st.dictionaries(
        st.sampled_from([field.key for field in SCHEMA.fields]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=5,
        ),
    )
)
def test_anything_is_read_or_refused(raw: dict[str, Any]) -> None:
    assert isinstance(SCHEMA.read(raw), Settings | Invalid)


def test_secrets_are_hidden_everywhere() -> None:
    settings = read(keys=["first-key", "second-key"])
    kept = SCHEMA.to_store(settings, lambda clear: "•")
    said = repr(settings) + str(settings) + repr(SCHEMA.public(settings)) + repr(kept)
    assert not any(secret in said for secret in ("secret-token", "first-key", "second-key"))
    assert {one.reveal() for one in settings.all_secrets()} == {"secret-token", "first-key", "second-key"}
    assert SCHEMA.public(settings)["token"] == 1
    assert SCHEMA.public(settings)["keys"] == 2


def test_an_empty_secret_is_none() -> None:
    assert Settings({"token": Secret("")}).secrets("token") == ()
    assert Settings({}).secrets("token") == ()


def test_a_change_keeps_what_it_does_not_name() -> None:
    settings = read(keys=["first-key"])
    again = SCHEMA.read(SCHEMA.merge(settings, {"size": 7}))
    assert isinstance(again, Settings)
    assert again["size"] == 7
    assert again.secrets("token") == settings.secrets("token")
    assert again.secrets("keys") == (Secret("first-key"),)


def test_settings_of_an_older_version_are_dropped() -> None:
    kept = {**SCHEMA.to_store(read(), str.upper), "removed": "long ago"}
    assert "removed" not in SCHEMA.from_store(kept, str.lower)


def test_two_settings_of_one_name_are_a_bug() -> None:
    with pytest.raises(AssertionError):
        Schema((Field(key="a", type=FieldType.BOOL), Field(key="a", type=FieldType.BOOL)))
