"""What Telegram's answers mean for a message."""

from typing import Any, Final

from openline.connectors.base import (
    Blame,
    Permanent,
    Retry,
    Scope,
    SendResult,
    Sent,
    Unknown,
    WireOutcome,
    WireResponse,
    classify_http,
    shown,
)
from openline.connectors.telegram.calls import refusal_of
from openline.connectors.telegram.places import Place
from openline.connectors.telegram.values import record, records, whole

MAX_RETRY_S: Final = 24 * 60 * 60
# Words of its descriptions, the only way to tell refusals of one code apart.
_OF_RECIPIENT: Final = (
    ("blocked by the user", "blocked"),
    ("user is deactivated", "deactivated"),
    ("can't initiate conversation", "not_started"),
    ("was kicked", "left"),
    ("is not a member", "left"),
    ("chat not found", "chat_not_found"),
    ("user not found", "chat_not_found"),
    ("peer_id_invalid", "chat_not_found"),
    ("group chat was deactivated", "deactivated"),
    ("group chat was upgraded", "moved"),
    ("business_connection_invalid", "business_disconnected"),
    ("business_peer", "business_disconnected"),
    ("business connection not found", "business_disconnected"),
)
_OF_POLICY: Final = (
    ("not enough rights", "no_rights"),
    ("have no rights", "no_rights"),
    ("chat_write_forbidden", "no_rights"),
    ("voice_messages_forbidden", "voice_forbidden"),
)


def classify(outcome: WireOutcome) -> SendResult:
    """The result of a call."""
    match outcome:
        case WireResponse(status=200):
            return _accepted(outcome)
        case WireResponse(status=401 | 404):
            # A token of the wrong form is not found.
            return Permanent("unauthorized", _words(outcome), Blame.AUTH)
        case WireResponse(status=403):
            return Permanent(_named(outcome, _OF_RECIPIENT) or "forbidden", _words(outcome), Blame.RECIPIENT)
        case WireResponse(status=413):
            return Permanent("too_large", _words(outcome), Blame.CONTENT)
        case WireResponse(status=429):
            return Retry(_wait_ms(outcome), "rate limit", Scope.THREAD)
        case WireResponse(status=400):
            return _refused(outcome)
        case _:
            return classify_http(outcome)


def _accepted(answer: WireResponse) -> SendResult:
    body = record(answer.json())
    if body.get("ok") is not True:
        return Unknown("unreadable answer")
    return Sent(external_ids(body.get("result")), answer.received_at)


def external_ids(result: Any) -> tuple[str, ...]:
    """The names of the messages that came of a call; an album is several."""
    found = []
    for message in records([result] if isinstance(result, dict) else result):
        chat, number = whole(record(message.get("chat")).get("id")), whole(message.get("message_id"))
        business = message.get("business_connection_id")
        if chat is not None and number is not None:
            found.append(Place(chat, business=business if isinstance(business, str) else None).message(number))
    return tuple(found)


def _refused(answer: WireResponse) -> SendResult:
    if code := _named(answer, _OF_RECIPIENT):
        return Permanent(code, _words(answer), Blame.RECIPIENT)
    if code := _named(answer, _OF_POLICY):
        return Permanent(code, _words(answer), Blame.POLICY)
    return Permanent("refused", _words(answer), Blame.CONTENT)


def _named(answer: WireResponse, words: tuple[tuple[str, str], ...]) -> str | None:
    said = _words(answer).lower()
    return next((code for word, code in words if word in said), None)


def _words(answer: WireResponse) -> str:
    """Telegram's own sentence, without what every one of them begins with."""
    said = refusal_of(answer).get("description")
    if not isinstance(said, str):
        return shown(answer)
    return " ".join(said.removeprefix("Bad Request: ").removeprefix("Forbidden: ").split())[:500]


def _wait_ms(answer: WireResponse) -> int:
    """`retry_after` in the answer, else in its header, else some seconds."""
    seconds = whole(record(refusal_of(answer).get("parameters")).get("retry_after"))
    if seconds is not None and seconds > 0:
        return min(seconds, MAX_RETRY_S) * 1_000
    fallback = classify_http(answer)
    assert isinstance(fallback, Retry)
    return fallback.after_ms


def moved_to(outcome: WireOutcome) -> int | None:
    """The new number of a group that has grown, in the refusal of its old one."""
    if not isinstance(outcome, WireResponse) or outcome.status != 400:
        return None
    return whole(record(refusal_of(outcome).get("parameters")).get("migrate_to_chat_id"))


def is_no_photo(outcome: WireOutcome) -> bool:
    """Whether a picture was refused for being too long, too flat or of another kind than its name says."""
    if not isinstance(outcome, WireResponse) or outcome.status != 400:
        return False
    said = _words(outcome).lower()
    return any(word in said for word in ("photo_invalid_dimensions", "image_process_failed", "photo_ext_invalid"))
