"""What comes in: proved, total, and the same each time it is repeated."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from openline.connectors.base import (
    MAX_EVENT_KEY,
    HttpReply,
    InboundEvent,
    RawRequest,
    Rejected,
    Settings,
    Typing,
    Unsupported,
    Verified,
)
from openline.kit.wire import Secret
from tests.connectors.specimen import Specimen

EVENTS = get_args(InboundEvent)
EXAMPLES = 100
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


def genuine_request_is_verified(specimen: Specimen) -> None:
    assert isinstance(_verify(specimen, _genuine(specimen)), Verified)


def flipped_bit_in_the_signature_is_refused(specimen: Specimen) -> None:
    request = _genuine(specimen)
    mark = specimen.signing.signature(request)
    for place in range(len(mark) * 8):
        flipped = bytearray(mark)
        flipped[place // 8] ^= 1 << place % 8
        changed = specimen.signing.with_signature(request, bytes(flipped))
        assert isinstance(_verify(specimen, changed), Rejected), f"bit {place} does not matter"


def signature_of_another_length_is_refused(specimen: Specimen) -> None:
    request = _genuine(specimen)
    mark = specimen.signing.signature(request)
    for other in (b"", mark[:1], mark[: len(mark) // 2], mark[:-1], mark + b"\0", mark + b"a", mark * 2, None):
        changed = specimen.signing.with_signature(request, other)
        found = _verify(specimen, changed)
        if other is None and specimen.signing.may_be_missing:
            assert isinstance(found, Verified)
            assert not any(identity.verified for identity in found.identity), "unsigned, yet proved"
            continue
        assert isinstance(found, Rejected), f"a signature of {len(other or b'')} bytes passes"


def another_body_is_refused(specimen: Specimen) -> None:
    if not specimen.signing.covers_body:
        return
    request = _genuine(specimen)
    for place in range(len(request.body)):
        changed = bytearray(request.body)
        changed[place] ^= 1
        assert isinstance(_verify(specimen, replace(request, body=bytes(changed))), Rejected), f"byte {place}"


def empty_secret_proves_nothing(specimen: Specimen) -> None:
    """Not even for who signs with the empty secret himself: a field left blank opens no door."""
    request = specimen.signing.sign(specimen.signed_body, "")
    for blank in (None, "", (), Secret(""), (Secret(""),)):
        values = {**specimen.checked().values, specimen.signing.setting: blank}
        assert isinstance(specimen.connector.verify(request, Settings(values)), Rejected), f"{blank!r} opens"


def every_secret_of_several_counts(specimen: Specimen) -> None:
    """While a secret is changed, both the old and the new one are good."""
    for secret in specimen.checked().secrets(specimen.signing.setting):
        request = specimen.signing.sign(specimen.signed_body, secret.reveal())
        assert isinstance(_verify(specimen, request), Verified)
    stranger = specimen.signing.sign(specimen.signed_body, "somebody else's secret")
    assert isinstance(_verify(specimen, stranger), Rejected)


def verify_and_sync_reply_never_raise(specimen: Specimen) -> None:
    texts = st.text(max_size=50)
    genuine = _genuine(specimen)
    names = st.sampled_from([*genuine.headers, "x-other"])

    @settings(max_examples=EXAMPLES)
    @given(st.binary(max_size=200) | st.just(genuine.body), st.dictionaries(names, texts), texts)
    def try_it(body: bytes, headers: dict[str, str], query: str) -> None:
        request = replace(genuine, body=body, headers=headers, query={"q": query})
        assert isinstance(_verify(specimen, request), Verified | Rejected)
        reply = specimen.connector.sync_reply(request, specimen.checked())
        assert reply is None or isinstance(reply, HttpReply)

    try_it()


def recorded_payloads_give_their_events(specimen: Specimen) -> None:
    assert specimen.payloads, "no payload is recorded"
    for payload in specimen.payloads:
        assert tuple(_parse(specimen, payload.body)) == payload.events, payload.name


def unknown_kinds_survive(specimen: Specimen) -> None:
    assert specimen.unknown, "name a body of an unknown kind"
    for body in specimen.unknown:
        events = _parse(specimen, body)
        assert events, f"{body!r} is lost without a word"
        assert all(isinstance(event, Unsupported) for event in events), f"{body!r} became {events!r}"
        assert all(event.kind for event in events if isinstance(event, Unsupported))


def repeats_have_the_same_key(specimen: Specimen) -> None:
    """Platforms repeat an event hours later, in another envelope of ours; typing is never repeated."""
    for body in [payload.body for payload in specimen.payloads] + list(specimen.unknown):
        first = specimen.request(body)
        again = replace(first, received_at=first.received_at + 3_600_000, headers={**first.headers, "x-retry": "1"})
        assert _keys(specimen, first) == _keys(specimen, again), f"{body!r} has another key when it is repeated"


def different_events_have_different_keys(specimen: Specimen) -> None:
    keys: dict[str, str] = {}
    for payload in specimen.payloads:
        for key in _keys(specimen, specimen.request(payload.body)):
            assert keys.setdefault(key, payload.name) == payload.name, f"{keys[key]} and {payload.name} share {key}"


def parse_never_raises(specimen: Specimen) -> None:
    """On anything at all: other JSON, no JSON, and recorded payloads with a part of them replaced."""
    decoded = [value for value in map(_decoded, [p.body for p in specimen.payloads]) if value is not None]

    @settings(max_examples=EXAMPLES)
    @given(st.data())
    def try_it(data: st.DataObject) -> None:
        mutate: bool = data.draw(st.booleans())
        if decoded and mutate:
            body = msgspec.json.encode(_mutated(data, data.draw(st.sampled_from(decoded))))
        else:
            body = data.draw(st.binary(max_size=100) | JSON.map(msgspec.json.encode))
        for event in _parse(specimen, body):
            assert isinstance(event, EVENTS), f"{event!r} is no event"
            assert 0 < len(event.event_key) <= MAX_EVENT_KEY, f"the key of {event!r}"

    try_it()


def deep_and_broken_bodies_break_nothing(specimen: Specimen) -> None:
    not_utf8 = (b'"\x80"', b'{"a":"\xff"}', b'{"\xff":1}', b"\xff" * 1_000)
    for body in (*not_utf8, b"[" * 100_000, b'{"a":' * 100_000, b"1" * 100_000, b""):
        for event in _parse(specimen, body):
            assert isinstance(event, EVENTS)
        request = replace(_genuine(specimen), body=body)
        assert isinstance(_verify(specimen, request), Verified | Rejected)
        assert isinstance(specimen.connector.sync_reply(request, specimen.checked()), HttpReply | None)


def _genuine(specimen: Specimen) -> RawRequest:
    secret = specimen.checked().secrets(specimen.signing.setting)[0].reveal()
    return specimen.signing.sign(specimen.signed_body, secret)


def _verify(specimen: Specimen, request: RawRequest) -> Verified | Rejected:
    return specimen.connector.verify(request, specimen.checked())


def _parse(specimen: Specimen, body: bytes) -> list[InboundEvent]:
    return specimen.connector.parse(specimen.request(body), specimen.checked())


def _keys(specimen: Specimen, request: RawRequest) -> list[str]:
    events = specimen.connector.parse(request, specimen.checked())
    return [event.event_key for event in events if not isinstance(event, Typing)]


def _decoded(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError:
        return None


def _mutated(data: st.DataObject, value: Any) -> Any:
    """A copy with one node, anywhere, replaced or removed."""
    places = list(_places(value))
    if not places:
        return data.draw(JSON)
    path = data.draw(st.sampled_from(places))
    other = data.draw(JSON)
    return _with(value, path, other, keep=data.draw(st.booleans()))


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from _places(inner, (*path, key))


def _with(value: Any, path: tuple[Any, ...], other: Any, *, keep: bool) -> Any:
    key, *rest = path
    copy = dict(value) if isinstance(value, dict) else list(value)
    if rest:
        copy[key] = _with(value[key], tuple(rest), other, keep=keep)
    elif keep:
        copy[key] = other
    else:
        del copy[key]
    return copy
