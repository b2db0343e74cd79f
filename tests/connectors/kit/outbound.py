"""What goes out: within every limit, nothing broken or lost without a word, and each answer understood."""

import inspect
from collections.abc import Iterator
from typing import get_args
from urllib.parse import urlsplit

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from openline.connectors.base import (
    Accepted,
    Blame,
    Button,
    Capabilities,
    Delivery,
    FailureKind,
    FieldType,
    Loss,
    MediaKind,
    OutFile,
    OutMessage,
    Permanent,
    Rendered,
    Retry,
    SendResult,
    Sent,
    Unit,
    Unknown,
    WireFailure,
    WireOutcome,
    WireResponse,
    size_of,
)
from tests.connectors.specimen import Specimen

EXAMPLES = 60
RESULTS = get_args(SendResult)
NOW = 1_790_000_000_000
FAMILY = "👨\u200d👩\u200d👧\u200d👦"
FLAGS = "🇻🇳🇷🇺🇬🇧"
# Vietnamese with its marks written apart: a letter and one or two marks are one character to its reader.
TIENG_VIET = "Tie\u0302\u0301ng Vie\u0323\u0302t co\u0301 da\u0302\u0301u "


def texts_of_every_kind_fit_and_rejoin(specimen: Specimen) -> None:
    limit = specimen.connector.capabilities.text
    for text in _texts(limit.most, limit.unit):
        pieces = _pieces(specimen, text)
        assert "".join(pieces) == text, f"{text[:40]!r}… does not come together again"
        assert all(size_of(piece, limit.unit) <= limit.most for piece in pieces), f"{text[:40]!r}… is over the limit"
        assert pieces, "nothing is sent"


def clusters_stay_whole(specimen: Specimen) -> None:
    limit = specimen.connector.capabilities.text
    for unit in (FAMILY, FLAGS[:2], "ẹ\u0302\u0301", "e\u0323\u0302", "👍🏽", "\u1112\u1161\u11ab", "\r\n"):
        for before in range(size_of(unit, limit.unit) + 1):
            text = "a" * (limit.most - before) + unit * 3
            whole = regex.findall(r"\X", text)
            found = [cluster for piece in _pieces(specimen, text) for cluster in regex.findall(r"\X", piece)]
            assert found == whole, f"{unit!r} is broken {before} before the limit"


def text_at_the_limit_is_one_piece(specimen: Specimen) -> None:
    limit = specimen.connector.capabilities.text
    assert len(_pieces(specimen, "a" * limit.most)) == 1
    assert len(_pieces(specimen, "a" * (limit.most + 1))) == 2


def character_longer_than_the_limit_ends(specimen: Specimen) -> None:
    """A letter under thousands of marks: it cannot stay whole, but nothing may hang or be lost."""
    limit = specimen.connector.capabilities.text
    text = "a" + "\u0301" * (limit.most * 2)
    pieces = _pieces(specimen, text)
    assert "".join(pieces) == text
    assert all(size_of(piece, limit.unit) <= limit.most for piece in pieces)


def files_over_the_limit_are_named(specimen: Specimen) -> None:
    for kind, limit in specimen.connector.capabilities.media:
        mime = next((m for m in limit.mime_types if "*" not in m), "image/png" if kind is MediaKind.IMAGE else "a/b")
        fits = OutFile(id="1", kind=kind, name="fits.bin", mime_type=mime, size=limit.most_bytes)
        large = OutFile(id="2", kind=kind, name="large.bin", mime_type=mime, size=limit.most_bytes + 1)
        assert _files(specimen, _render(specimen, OutMessage(key="1", files=(fits,)))) == ["1"], f"{kind} at the limit"
        rendered = _render(specimen, OutMessage(key="1", files=(large,)))
        assert _files(specimen, rendered) == [], f"{kind} over the limit is sent"
        assert [(lost.loss, lost.name) for lost in rendered.lost] == [(Loss.FILE_TOO_LARGE, "large.bin")]


def files_of_no_accepted_kind_are_named(specimen: Specimen) -> None:
    known = {kind for kind, _ in specimen.connector.capabilities.media}
    for kind in set(MediaKind) - known:
        file = OutFile(id="1", kind=kind, name="strange.bin", mime_type="a/b", size=1)
        rendered = _render(specimen, OutMessage(key="1", text="x", files=(file,)))
        assert _files(specimen, rendered) == []
        assert "strange.bin" in [lost.name for lost in rendered.lost]


def rendering_stays_within_the_limits(specimen: Specimen) -> None:
    """Whatever the message: each call fits, each file is sent once or named as lost, and no text disappears."""
    capabilities = specimen.connector.capabilities

    @settings(max_examples=EXAMPLES)
    @given(_messages(capabilities))
    def try_it(message: OutMessage) -> None:
        rendered = _render(specimen, message)
        sent = _files(specimen, rendered)
        lost = [lost.name for lost in rendered.lost]
        assert sorted(sent + [f.id for f in message.files if f.name in lost]) == sorted(f.id for f in message.files)
        assert len(sent) <= max(capabilities.most_files, 0)
        texts = [specimen.text_of(call) for call in rendered.calls]
        assert "".join(texts) == message.text
        assert all(size_of(text, capabilities.text.unit) <= capabilities.text.most for text in texts)
        if capabilities.buttons is None:
            assert all(button.label in lost for button in message.buttons), "a button is lost without a word"

    try_it()


def rendering_is_pure(specimen: Specimen) -> None:
    message = OutMessage(key="1", text=TIENG_VIET * 500, reply_to="9")
    assert _render(specimen, message) == _render(specimen, message)


def only_hosts_of_the_platform_are_called(specimen: Specimen) -> None:
    if specimen.connector.capabilities.delivery is Delivery.STREAM:
        return
    schema, values = specimen.connector.schema, specimen.checked()
    own = [urlsplit(values.text(f.key)).hostname for f in schema.fields if f.type is FieldType.URL]
    allowed = [*specimen.connector.manifest.hosts, *own]
    for call in _render(specimen, OutMessage(key="1", text="x" * 20_000)).calls:
        host = urlsplit(call.url).hostname or ""
        named = any(host == name or ((name or "")[:2] == "*." and host.endswith((name or "")[1:])) for name in allowed)
        assert named, f"{host} is in no manifest"


def answers_are_understood(specimen: Specimen) -> None:
    yes = _classify(specimen, WireResponse(status=200, body=specimen.accepted, received_at=NOW))
    assert isinstance(yes, Sent | Accepted), yes
    assert yes.external_ids == specimen.external_ids
    for status in (400, 404, 422):
        assert isinstance(_classify(specimen, _answer(status)), Permanent), f"{status} is tried again for ever"
    unauthorized = _classify(specimen, _answer(401))
    assert isinstance(unauthorized, Permanent), unauthorized
    assert unauthorized.blame is Blame.AUTH
    forbidden = _classify(specimen, _answer(403))
    assert isinstance(forbidden, Permanent), forbidden
    assert forbidden.blame is not Blame.CONTENT
    for status in (500, 502, 503, 504):
        later = _classify(specimen, _answer(status))
        assert isinstance(later, Retry), f"{status} gives up"
        assert later.after_ms > 0


def slowing_down_is_obeyed(specimen: Specimen) -> None:
    exact = _classify(specimen, WireResponse(status=429, headers={"retry-after": "7"}, received_at=NOW))
    assert isinstance(exact, Retry), exact
    assert exact.after_ms == 7_000, "Retry-After is not obeyed to the second"
    vague = _classify(specimen, _answer(429))
    assert isinstance(vague, Retry), vague
    assert vague.after_ms > 0
    ours = WireFailure(kind=FailureKind.THROTTLED_HERE, reached=False, retry_after_ms=300)
    held = _classify(specimen, ours)
    assert isinstance(held, Retry), held
    assert held.after_ms >= 300


def doubt_is_never_called_failure(specimen: Specimen) -> None:
    """What may have arrived is not simply sent again; what cannot have arrived is."""
    for kind in (FailureKind.TIMED_OUT, FailureKind.CUT, FailureKind.TOO_LARGE):
        found = _classify(specimen, WireFailure(kind=kind, reached=True))
        assert isinstance(found, Unknown), f"{kind} after sending is {found!r}"
    for kind in (FailureKind.NOT_CONNECTED, FailureKind.TIMED_OUT):
        found = _classify(specimen, WireFailure(kind=kind, reached=False))
        assert isinstance(found, Retry), f"{kind} before sending is {found!r}"
    cut = specimen.accepted[: len(specimen.accepted) // 2]
    found = _classify(specimen, WireResponse(status=200, body=cut, received_at=NOW))
    assert isinstance(found, Sent | Accepted | Unknown), f"half an answer to a sent message is {found!r}"


def classify_never_raises(specimen: Specimen) -> None:
    headers = st.dictionaries(st.sampled_from(["retry-after", "content-type"]), st.text(max_size=40))
    bodies = (
        st.binary(max_size=60)
        | st.just(specimen.accepted)
        | st.sampled_from([b"null", b"[]", b'{"ok":1}', b"{}", b'"\x80"'])
    )

    @settings(max_examples=EXAMPLES)
    @given(st.integers(200, 599), headers, bodies)
    def try_it(status: int, named: dict[str, str], body: bytes) -> None:
        found = _classify(specimen, WireResponse(status=status, headers=named, body=body, received_at=NOW))
        assert isinstance(found, RESULTS)
        if isinstance(found, Retry):
            assert 0 <= found.after_ms <= 24 * 3_600_000

    try_it()


def pure_functions_are_no_coroutines(specimen: Specimen) -> None:
    for name in ("verify", "sync_reply", "parse", "render", "classify", "snippet"):
        assert not inspect.iscoroutinefunction(getattr(specimen.connector, name)), f"{name} does I/O"


def _texts(most: int, unit: Unit) -> Iterator[str]:
    for pattern in ("a", "ế", FAMILY, FLAGS, TIENG_VIET, "word ", "line\n", "a\r\n", "  ", "<&>\"'*_`[x](y) "):
        whole = pattern * (most // max(1, size_of(pattern, unit)) + 1)
        yield whole[: most - 1]
        yield whole[:most]
        yield whole + "x"
        yield whole * 3


@st.composite
def _messages(draw: st.DrawFn, capabilities: Capabilities) -> OutMessage:
    most = capabilities.text.most
    text = draw(st.text(max_size=30)) * draw(st.sampled_from([1, 1, most // 10 + 1, most // 3 + 1]))
    kinds = st.sampled_from(list(MediaKind))
    sizes = st.sampled_from([1, 1_000_000, 10**9])
    files = tuple(
        OutFile(id=str(n), kind=draw(kinds), name=f"file {n}", mime_type=draw(_MIMES), size=draw(sizes))
        for n in range(draw(st.integers(0, capabilities.most_files + 2)))
    )
    buttons = tuple(Button(f"button {n}", str(n)) for n in range(draw(st.integers(0, 3))))
    return OutMessage(key="k", text=text, files=files, buttons=buttons, reply_to=draw(st.sampled_from([None, "1"])))


_MIMES = st.sampled_from(["image/png", "image/jpeg", "application/pdf", "video/mp4", "audio/ogg", "a/b"])


def _render(specimen: Specimen, message: OutMessage) -> Rendered:
    return specimen.connector.render(message, specimen.route, specimen.checked())


def _pieces(specimen: Specimen, text: str) -> list[str]:
    return [specimen.text_of(call) for call in _render(specimen, OutMessage(key="1", text=text)).calls]


def _files(specimen: Specimen, rendered: Rendered) -> list[str]:
    return [file for call in rendered.calls for file in specimen.files_of(call)]


def _answer(status: int) -> WireResponse:
    return WireResponse(status=status, body=b"no", received_at=NOW)


def _classify(specimen: Specimen, outcome: WireOutcome) -> SendResult:
    return specimen.connector.classify(outcome)
