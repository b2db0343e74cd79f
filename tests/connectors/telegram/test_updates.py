"""Updates at the edges: told twice, half of it missing, of kinds that reactions and presses may have."""

from typing import Any

import msgspec
import pytest

from openline.connectors.base import ContactShared, Echo, InboundEvent, Message, Postback, Reaction, Text, Unsupported
from openline.connectors.telegram import CONNECTOR
from tests.connectors.specimens.telegram import LINH, SPECIMEN, TOLD_AGAIN, UPDATES, body_of


def events(update: Any) -> list[InboundEvent]:
    return CONNECTOR.parse(SPECIMEN.request(msgspec.json.encode(update)), SPECIMEN.checked())


def changed(name: str, **changes: Any) -> dict[str, Any]:
    """A recorded update with other fields; None takes one away."""
    update = UPDATES[name]
    kind = next(field for field in update if field != "update_id")
    content = {field: value for field, value in {**update[kind], **changes}.items() if value is not None}
    return {**update, kind: content}


def test_a_group_tells_its_new_number_twice_and_is_heard_once() -> None:
    (first,), (second,) = events(UPDATES["group upgraded"]), events(UPDATES[TOLD_AGAIN])
    assert first == second


def test_a_card_that_names_another_is_not_his_own() -> None:
    card = UPDATES["own contact"]["message"]["contact"]
    for contact in (card | {"user_id": 1002}, {k: v for k, v in card.items() if k != "user_id"}):
        _, shared = events(changed("own contact", contact=contact))
        assert isinstance(shared, ContactShared)
        assert shared.own is False
    group = UPDATES["in a group"]["message"]["chat"]
    _, shared = events(changed("own contact", chat=group))
    assert isinstance(shared, ContactShared)
    assert shared.own is False, "in a group the contact is the group's"


@pytest.mark.parametrize(
    ("new", "emoji"),
    [
        ([{"type": "custom_emoji", "custom_emoji_id": "5"}], "🙂"),
        ([{"type": "paid"}], "⭐"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}], "🔥"),
        ([{"type": "of the future"}], ""),
    ],
)
def test_reactions_that_are_no_emoji(new: list[dict[str, Any]], emoji: str) -> None:
    (found,) = events(changed("reaction", new_reaction=new))
    assert isinstance(found, Reaction)
    assert found.emoji == emoji


def test_a_press_whose_message_is_too_old_or_gone() -> None:
    chat = UPDATES["pressed"]["callback_query"]["message"]["chat"]
    (old,) = events(changed("pressed", message={"message_id": 8, "chat": chat, "date": 0}))
    (gone,) = events(changed("pressed", message=None, inline_message_id="x"))
    for found in (old, gone):
        assert isinstance(found, Postback)
        assert (found.payload, found.title, found.thread_ref, found.sender) == ("y", None, "1001", LINH)
    assert isinstance(old, Postback)
    assert isinstance(gone, Postback)
    assert (old.external_id, gone.external_id) == ("1001:8", None)


def test_a_kind_of_the_future_keeps_its_sender() -> None:
    update = {"update_id": 5, "hologram": {"message_id": 1, "chat": UPDATES["text"]["message"]["chat"], "date": 1}}
    (found,) = events(update)
    assert isinstance(found, Unsupported)
    assert (found.kind, found.thread_ref, found.sender) == ("hologram", "1001", LINH)


def test_a_message_of_the_future_keeps_its_place() -> None:
    (found,) = events(changed("text", text=None, hologram={"file_id": "h"}))
    assert isinstance(found, Unsupported)
    assert (found.kind, found.event_key) == ("hologram", events(UPDATES["text"])[0].event_key)


def test_what_another_bot_says_for_the_owner_is_the_owners() -> None:
    bot = {"id": 77, "is_bot": True, "first_name": "Helper"}
    (found,) = events(changed("business message", sender_business_bot=bot))
    assert isinstance(found, Echo)


@pytest.mark.parametrize("payload", ["", " ", "x" * 600])
def test_a_start_without_a_link_is_a_word(payload: str) -> None:
    (found,) = events(changed("start by a link", text=f"/start {payload}"))
    assert isinstance(found, Message)


@pytest.mark.parametrize("business", ["", "a@b", 7, "x" * 100])
def test_a_business_connection_that_is_none_makes_no_place(business: Any) -> None:
    (found,) = events(changed("business message", business_connection_id=business))
    assert found.thread_ref == "1001"


def test_names_are_cleaned() -> None:
    user = UPDATES["text"]["message"]["from"] | {"first_name": " Li\u0000nh\n\u200d", "last_name": 7}
    (found,) = events(changed("text", **{"from": user}, text=" hi\r\nyou\u0007 "))
    assert isinstance(found, Message)
    assert found.parts == (Text("hi\nyou"),)
    assert found.profile is not None
    assert found.profile.name == "Linh \u200d"


def test_a_body_that_is_no_update_has_a_key_of_its_own() -> None:
    first, second = events({"hello": 1}), events({"hello": 2})
    assert first[0].event_key != second[0].event_key
    assert CONNECTOR.parse(SPECIMEN.request(body_of("text")), SPECIMEN.checked())
