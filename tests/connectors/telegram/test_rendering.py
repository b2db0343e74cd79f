"""How a message of ours leaves: captions, albums, keyboards, quotes, and what Telegram would not show."""

from typing import Any

import msgspec
import pytest

from openline.connectors.base import (
    Blame,
    Button,
    Loss,
    Lost,
    MediaKind,
    OutFile,
    OutMessage,
    Permanent,
    Rendered,
    Retry,
    Route,
    Scope,
    WireResponse,
)
from openline.connectors.telegram import CONNECTOR
from openline.connectors.telegram.places import Place
from openline.connectors.telegram.rich import rich_text
from openline.connectors.telegram.texts import plain
from tests.connectors.specimens.telegram import SPECIMEN, files_of, params_of, text_of

YES = Button("Yes", "y")


def file(name: str, kind: MediaKind, mime_type: str, size: int = 1_000) -> OutFile:
    return OutFile(id=name, kind=kind, name=name, mime_type=mime_type, size=size)


PHOTO = file("a.jpg", MediaKind.IMAGE, "image/jpeg")
CLIP = file("b.mp4", MediaKind.VIDEO, "video/mp4")
PAPER = file("c.pdf", MediaKind.DOCUMENT, "application/pdf")
SOUND = file("d.ogg", MediaKind.VOICE, "audio/ogg")


def rendered(thread: str = "1001", **message: Any) -> Rendered:
    route = Route(thread_ref=thread)
    return CONNECTOR.render(OutMessage(key="1", **message), route, SPECIMEN.checked())


def steps(**message: Any) -> list[tuple[str, str, list[str], bool]]:
    """Method, text, files, and whether there is a keyboard, of each call."""
    return [
        (call.name, text_of(call), files_of(call), "reply_markup" in params_of(call))
        for call in rendered(**message).calls
    ]


def test_a_short_text_stands_under_the_file() -> None:
    assert steps(text="look", files=(PHOTO,)) == [("sendPhoto", "look", ["a.jpg"], False)]
    long = "ế" * 1_025
    assert steps(text=long, files=(PHOTO,)) == [
        ("sendMessage", long, [], False), ("sendPhoto", "", ["a.jpg"], False),
    ]  # fmt: skip
    # Counted as Telegram counts: a face outside the first plane is two.
    assert len(steps(text="😀" * 512, files=(PHOTO,))) == 1
    assert len(steps(text="😀" * 513, files=(PHOTO,))) == 2


def test_what_is_seen_together_is_an_album() -> None:
    assert steps(text="two", files=(PHOTO, CLIP)) == [("sendMediaGroup", "two", ["a.jpg", "b.mp4"], False)]
    assert steps(text="mixed", files=(PHOTO, PHOTO, PAPER, SOUND, SOUND)) == [
        ("sendMessage", "mixed", [], False),
        ("sendMediaGroup", "", ["a.jpg", "a.jpg"], False),
        ("sendDocument", "", ["c.pdf"], False),
        ("sendVoice", "", ["d.ogg"], False),
        ("sendVoice", "", ["d.ogg"], False),
    ]


def test_a_keyboard_hangs_under_a_text_or_one_file() -> None:
    assert steps(text="well?", buttons=(YES,)) == [("sendMessage", "well?", [], True)]
    assert steps(text="well?", files=(PHOTO,), buttons=(YES,)) == [("sendPhoto", "well?", ["a.jpg"], True)]
    assert steps(text="well?", files=(PHOTO, CLIP), buttons=(YES,)) == [
        ("sendMessage", "well?", [], True), ("sendMediaGroup", "", ["a.jpg", "b.mp4"], False),
    ]  # fmt: skip
    assert steps(files=(PHOTO, CLIP), buttons=(YES,)) == [
        ("sendPhoto", "", ["a.jpg"], False), ("sendVideo", "", ["b.mp4"], True),
    ]  # fmt: skip
    *first, last = steps(text="word " * 2_000, buttons=(YES,))
    assert [keyboard for *_, keyboard in first] == [False] * len(first)
    assert last[3]


def test_buttons_that_do_not_fit_are_named() -> None:
    long, wide = Button("Long", "ế" * 22), Button("W" * 65, "w")
    found = rendered(text="x", buttons=(YES, long, wide, *(Button(f"b{n}", str(n)) for n in range(10))))
    assert [lost.name for lost in found.lost] == ["Long", "W" * 65, "b9"]
    assert rendered(buttons=(YES,)) == Rendered((), (Lost(Loss.BUTTONS, "Yes"),))


@pytest.mark.parametrize(
    ("sent", "method"),
    [
        (file("a", MediaKind.IMAGE, "image/png", 10_000_000), "sendPhoto"),
        (file("a", MediaKind.IMAGE, "image/png", 10_000_001), "sendDocument"),
        (file("a", MediaKind.IMAGE, "image/heic"), "sendDocument"),
        (file("a", MediaKind.IMAGE, "image/gif"), "sendAnimation"),
        (file("a", MediaKind.VIDEO, "video/quicktime"), "sendDocument"),
        (file("a", MediaKind.AUDIO, "audio/mpeg"), "sendAudio"),
        (file("a", MediaKind.AUDIO, "audio/flac"), "sendDocument"),
        (file("a", MediaKind.VOICE, "audio/webm"), "sendDocument"),
        (file("a", MediaKind.DOCUMENT, "image/png"), "sendDocument"),
        (file("a", MediaKind.STICKER, "image/webp"), "sendSticker"),
    ],
)
def test_what_telegram_cannot_play_goes_as_a_document(sent: OutFile, method: str) -> None:
    assert [name for name, *_ in steps(files=(sent,))] == [method]


def test_a_quote_is_of_this_chat_or_lost() -> None:
    (call,) = rendered(text="x", reply_to="1001:9").calls
    assert params_of(call)["reply_parameters"] == {"message_id": 9, "allow_sending_without_reply": True}
    for elsewhere in ("1002:9", "1001@biz:9", "9", "1001:", "nonsense"):
        found = rendered(text="x", reply_to=elsewhere)
        assert found.lost == (Lost(Loss.QUOTE),)
        assert "reply_parameters" not in params_of(found.calls[0])
    assert rendered("-1001700/5", text="x", reply_to="-1001700:9").lost == ()


@pytest.mark.parametrize(
    ("thread", "place", "external_id"),
    [
        ("1001", Place(1001), "1001:9"),
        ("-1001700/5", Place(-1001700, topic=5), "-1001700:9"),
        ("1001@biz_-1", Place(1001, business="biz_-1"), "1001@biz_-1:9"),
    ],
)
def test_places_are_written_and_read(thread: str, place: Place, external_id: str) -> None:
    assert (str(place), Place.read(thread), place.message(9)) == (thread, place, external_id)
    assert place.number(external_id) == 9
    params = params_of(rendered(thread, text="x").calls[0])
    assert params["chat_id"] == place.chat
    assert params.get("message_thread_id") == place.topic
    assert params.get("business_connection_id") == place.business


def link(offset: int, length: int, url: str = "https://a.example/") -> dict[str, Any]:
    return {"type": "text_link", "offset": offset, "length": length, "url": url}


@pytest.mark.parametrize(
    ("text", "entities", "found"),
    [
        ("see here", [link(4, 4)], "see here (https://a.example/)"),
        ("👍👍 here ok", [link(5, 4)], "👍👍 here (https://a.example/) ok"),
        ("a b", [link(0, 1, "https://1.example"), link(2, 1, "https://2.example")],
         "a (https://1.example) b (https://2.example)"),
        ("https://a.example/", [link(0, 18)], "https://a.example/"),
        ("👍", [link(0, 1)], "👍"),  # would cut the character in two
        ("short", [link(0, 99), link(-3, 2), {"type": "text_link"}, 7], "short"),
        ("x", "no list", "x"),
        (7, [], ""),
    ],
)  # fmt: skip
def test_links_are_told_in_plain_text(text: Any, entities: Any, found: str) -> None:
    assert plain(text, entities) == found


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ({"blocks": [{"text": "a"}, {"text": ["b", {"text": "c"}]}]}, "a\nbc"),
        ({"blocks": [{"blocks": [{"text": "quoted"}], "credit": "Linh"}]}, "Linh\nquoted"),
        ({"blocks": [{"text": {"alternative_text": "😀"}}, {"expression": "x²"}]}, "😀\nx²"),
        ({"blocks": [{"text": {"text": "https://a.example", "url": "https://a.example"}}]}, "https://a.example"),
        ({"blocks": "none"}, ""),
        ([], ""),
    ],
)
def test_rich_messages_are_told_in_plain_text(message: Any, found: str) -> None:
    assert rich_text(message) == found


def test_a_rich_message_without_end_ends() -> None:
    deep: Any = "bottom"
    for _ in range(1_000):
        deep = {"text": [deep], "blocks": [{"text": "x"}]}
    assert "bottom" not in rich_text({"blocks": [deep]})


def answer(status: int, description: str, **parameters: int) -> WireResponse:
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return WireResponse(status=status, body=msgspec.json.encode(body))


@pytest.mark.parametrize(
    ("status", "description", "code", "blame"),
    [
        (401, "Unauthorized", "unauthorized", Blame.AUTH),
        (404, "Not Found", "unauthorized", Blame.AUTH),
        (403, "Forbidden: bot was blocked by the user", "blocked", Blame.RECIPIENT),
        (403, "Forbidden: user is deactivated", "deactivated", Blame.RECIPIENT),
        (403, "Forbidden: bot can't initiate conversation with a user", "not_started", Blame.RECIPIENT),
        (403, "Forbidden: bot was kicked from the supergroup chat", "left", Blame.RECIPIENT),
        (400, "Bad Request: chat not found", "chat_not_found", Blame.RECIPIENT),
        (400, "Bad Request: BUSINESS_CONNECTION_INVALID", "business_disconnected", Blame.RECIPIENT),
        (400, "Bad Request: not enough rights to send text messages to the chat", "no_rights", Blame.POLICY),
        (400, "Bad Request: message is too long", "refused", Blame.CONTENT),
        (413, "Request Entity Too Large", "too_large", Blame.CONTENT),
    ],
)
def test_refusals_have_names_and_somebody_to_tell(status: int, description: str, code: str, blame: Blame) -> None:
    words = description.removeprefix("Bad Request: ").removeprefix("Forbidden: ")
    assert CONNECTOR.classify(answer(status, description)) == Permanent(code, words, blame)


def test_slowing_down_is_of_one_chat() -> None:
    found = CONNECTOR.classify(answer(429, "Too Many Requests: retry after 31", retry_after=31))
    assert found == Retry(31_000, "rate limit", Scope.THREAD)
