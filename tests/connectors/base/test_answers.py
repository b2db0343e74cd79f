"""Reading a platform's answer: waiting times, JSON that is none, statuses."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openline.connectors.base import (
    Blame,
    FailureKind,
    Permanent,
    Retry,
    Scope,
    Sent,
    Unknown,
    WireFailure,
    WireOutcome,
    WireResponse,
    classify_http,
)
from openline.connectors.base.outgoing import MAX_RETRY_AFTER_MS

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1_000)


def waiting(text: str) -> int | None:
    return WireResponse(status=429, headers={"retry-after": text}, received_at=NOW_MS).retry_after_ms


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("7", 7_000),
        (" 120 ", 120_000),
        ("0", 0),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90_000),
        (format_datetime(NOW - timedelta(seconds=90), usegmt=True), 0),
        ("999999999999", MAX_RETRY_AFTER_MS),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MAX_RETRY_AFTER_MS),
        ("soon", None),
        ("-5", None),
        ("7.5", None),
        ("\u0667", None),
        ("", None),
    ],
)
def test_how_long_to_wait(text: str, wait: int | None) -> None:
    assert waiting(text) == wait


DATES = st.from_regex(r"[A-Z][a-z]{2}, \d{1,2} (Jan|Dec|Xyz) \d{1,5} \d\d:\d\d:\d\d [-+A-Z]\d{0,4}")


@given(st.text(max_size=40) | DATES)
def test_any_header_is_read(text: str) -> None:
    wait = waiting(text)
    assert wait is None or 0 <= wait <= MAX_RETRY_AFTER_MS


@pytest.mark.parametrize("body", [b"", b'{"a":', b"\xff\xfe", b'"\x80"', b"[" * 100_000, b"<html>"])
def test_what_is_no_json_is_none(body: bytes) -> None:
    assert WireResponse(status=200, body=body).json() is None


@pytest.mark.parametrize(
    ("outcome", "result"),
    [
        (WireResponse(status=204, received_at=9), Sent((), 9)),
        (WireResponse(status=302), Permanent("status_302", "", Blame.CONTENT)),
        (WireResponse(status=400, body=b" bad\n\n text "), Permanent("status_400", "bad text", Blame.CONTENT)),
        (WireResponse(status=401), Permanent("unauthorized", "", Blame.AUTH)),
        (WireResponse(status=403), Permanent("forbidden", "", Blame.POLICY)),
        (WireResponse(status=408), Retry(10_000, "status 408", Scope.MESSAGE)),
        (WireResponse(status=429, headers={"retry-after": "3"}), Retry(3_000, "rate limit", Scope.RECIPIENT)),
        (WireResponse(status=503, headers={"retry-after": "3"}), Retry(3_000, "status 503", Scope.CONNECTION)),
        (WireResponse(status=500), Retry(10_000, "status 500", Scope.CONNECTION)),
        (WireFailure(kind=FailureKind.CUT, reached=True), Unknown("cut")),
        (WireFailure(kind=FailureKind.NOT_CONNECTED, reached=False), Retry(10_000, "not_connected", Scope.CONNECTION)),
        (
            WireFailure(kind=FailureKind.REFUSED_HERE, reached=False, detail="why"),
            Permanent("refused_here", "why", Blame.POLICY),
        ),
        (
            WireFailure(kind=FailureKind.NO_FILE, reached=False, detail="changed"),
            Permanent("gone", "changed", Blame.CONTENT),
        ),
    ],
)
def test_statuses(outcome: WireOutcome, result: object) -> None:
    assert classify_http(outcome) == result
