"""The widget's connector beyond the kit: whom it believes, what it reads, what it says."""

from typing import Any

import msgspec
import pytest

from openline.connectors.base import (
    Identity,
    Loss,
    MediaKind,
    Message,
    OutFile,
    OutMessage,
    RawRequest,
    Rejected,
    Route,
    Settings,
    Typing,
    Unsupported,
    Verified,
    signature,
)
from openline.connectors.webchat import CONNECTOR
from openline.connectors.webchat.identity import USER
from openline.connectors.webchat.shape import MAX_FILES, MAX_TEXT
from openline.kit.wire import Secret

NEW, OLD = Secret("identity-secret-new"), Secret("identity-secret-old")


def settings(**values: Any) -> Settings:
    found = CONNECTOR.schema.read({"identity_secrets": [NEW, OLD], **values})
    assert isinstance(found, Settings)
    return found


def request(body: object) -> RawRequest:
    return RawRequest(body=msgspec.json.encode(body), peer="9", connection="wk_1", received_at=5)


def verify(identity: object, **values: Any) -> Verified | Rejected:
    return CONNECTOR.verify(request({"identity": identity}), settings(**values))


def signed(user: str, secret: Secret = NEW) -> str:
    return signature(secret, user.encode()).hex()


def parse(body: object, **values: Any) -> Any:
    (event,) = CONNECTOR.parse(request(body), settings(**values))
    return event


@pytest.mark.parametrize("secret", [NEW, OLD])
@pytest.mark.parametrize("user", ["42", "người-dùng", "a" * 200])
def test_a_signed_user_is_verified(user: str, secret: Secret) -> None:
    found = verify({"id": user, "signature": signed(user, secret)})
    assert isinstance(found, Verified)
    assert list(found.identity) == [Identity(USER, user, "wk_1", verified=True)]


def test_a_number_is_signed_as_it_is_written() -> None:
    assert isinstance(verify({"id": 42, "signature": signed("42")}), Verified)


def test_an_unsigned_user_is_named_but_unverified() -> None:
    found = verify({"id": "42", "name": "Linh"})
    assert isinstance(found, Verified)
    assert [identity.verified for identity in found.identity] == [False]


def test_nobody_named_is_an_anonymous_visitor() -> None:
    found = CONNECTOR.verify(request({"locale": "vi"}), settings())
    assert found == Verified()
    assert CONNECTOR.verify(RawRequest(), settings()) == Verified()


@pytest.mark.parametrize(
    ("identity", "reason"),
    [
        ({"id": "42", "signature": signed("43")}, "signature_mismatch"),
        ({"id": "42", "signature": ""}, "signature_mismatch"),
        ({"id": "42", "signature": signed("42")[:-2]}, "signature_mismatch"),
        ({"id": "42", "signature": "ü" * 64}, "signature_mismatch"),
        ({"id": "42", "signature": signed("42", Secret("a stranger's"))}, "signature_mismatch"),
        ({"id": ""}, "user_id_length"),
        ({"id": "x" * 201}, "user_id_length"),
        ({"id": None}, "malformed"),
        ({"signature": signed("42")}, "malformed"),
        ("42", "malformed"),
    ],
)
def test_other_claims_are_refused(identity: object, reason: str) -> None:
    assert verify(identity) == Rejected(reason)


def test_without_a_secret_nobody_can_sign() -> None:
    assert verify({"id": "42", "signature": signed("42", Secret(""))}, identity_secrets=[]) == Rejected("no_secret")


def test_the_same_user_of_another_widget_is_somebody_else() -> None:
    body = msgspec.json.encode({"identity": {"id": "42"}})
    found = [CONNECTOR.verify(RawRequest(body=body, connection=key), settings()) for key in ("wk_1", "wk_2")]
    assert found[0] != found[1]


def test_what_is_typed_is_no_event() -> None:
    event = parse({"type": "typing", "on": True, "text": "half a th"})
    assert isinstance(event, Typing)
    assert event.text is None


def test_a_message_of_two_visitors_with_one_client_id_is_two_messages() -> None:
    body = msgspec.json.encode({"client_id": "a", "text": "x"})
    keys = {CONNECTOR.parse(RawRequest(body=body, peer=peer), settings())[0].event_key for peer in ("1", "2")}
    assert len(keys) == 2


@pytest.mark.parametrize(
    "body",
    [
        {"client_id": "a", "text": "x" * (MAX_TEXT + 1)},
        {"client_id": "a", "text": "  \n "},
        {"client_id": "a", "files": [str(n) for n in range(MAX_FILES + 1)]},
        {"client_id": "a", "files": ["../1"]},
        {"client_id": "a", "files": ["1" * 30]},
        {"client_id": "a", "text": "x", "reply_to": {"id": 1}},
        {"client_id": "x" * 65, "text": "x"},
        {"type": "read", "up_to": True},
        {"type": "read", "up_to": -1},
        {"type": "typing", "on": "yes"},
    ],
)
def test_what_breaks_the_limits_is_no_message(body: object) -> None:
    assert isinstance(parse(body), Unsupported)


def test_a_message_at_the_limits_is_one() -> None:
    event = parse({"client_id": "a", "text": "x" * MAX_TEXT, "files": [str(n) for n in range(MAX_FILES)]})
    assert isinstance(event, Message)
    assert len(event.parts) == 1 + MAX_FILES


def test_frames_of_a_long_message() -> None:
    files = tuple(
        OutFile(id=str(n), kind=MediaKind.DOCUMENT, name=f"{n}.pdf", mime_type="application/pdf", size=1)
        for n in range(MAX_FILES + 1)
    )
    message = OutMessage(key="m1", text="word " * 2_000, files=files, reply_to="7")
    rendered = CONNECTOR.render(message, Route(thread_ref="9"), settings())
    frames = [msgspec.json.decode(call.body) for call in rendered.calls]
    assert [frame["key"] for frame in frames] == ["m1:0", "m1:1"]
    assert [len(frame["files"]) for frame in frames] == [MAX_FILES, 0]
    assert [frame["reply_to"] for frame in frames] == ["7", None]
    assert [(lost.loss, lost.name) for lost in rendered.lost] == [(Loss.TOO_MANY_FILES, f"{MAX_FILES}.pdf")]


def test_the_snippet() -> None:
    assert CONNECTOR.snippet("https://desk.example/", "wk_1") == (
        '<script async src="https://desk.example/w/wk_1.js"></script>'
    )


def test_the_snippet_cannot_be_broken_out_of() -> None:
    snippet = CONNECTOR.snippet('https://x/"><script>', '"><b>') or ""
    assert (snippet.count("<"), snippet.count('"')) == (2, 2)
