"""One message of Telegram as events: what was written, a contact that was shared, where somebody came from."""

from typing import Any, Final

from openline.connectors.base import ContactShared, Echo, InboundEvent, Message, Part, Postback, Referral, Text
from openline.connectors.telegram.parts import parts_of, shared_contact
from openline.connectors.telegram.people import author_of, is_private, origin_of, profile_of
from openline.connectors.telegram.places import Place
from openline.connectors.telegram.values import Json, record, whole, word

START: Final = "/start"
LINK: Final = "telegram_link"
# What happens to a chat, said as if it were a message. Nobody wrote, so nobody waits for an answer.
SILENT: Final = frozenset({
    "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo",
    "group_chat_created", "supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed",
    "pinned_message", "connected_website", "write_access_allowed", "proximity_alert_triggered", "boost_added",
    "chat_background_set", "chat_owner_left", "chat_owner_changed", "forum_topic_created", "forum_topic_edited",
    "forum_topic_closed", "forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden",
    "giveaway_created", "giveaway_completed", "video_chat_scheduled", "video_chat_started", "video_chat_ended",
    "video_chat_participants_invited", "checklist_tasks_done", "checklist_tasks_added", "poll_option_added",
    "poll_option_deleted",
})  # fmt: skip
MAX_PAYLOAD: Final = 512


def message_events(content: Json, external_id: str, head: dict[str, Any]) -> list[InboundEvent]:
    """All that a message says; empty when there is nothing in it that we know."""
    if press := _web_app(content, head):
        return [press]
    parts, origin = content_of(content)
    if not parts:
        return []
    chat, user = record(content.get("chat")), record(content.get("from"))
    if _is_owners(content, chat, user):
        return [Echo(**head, external_id=external_id, parts=parts)]
    place = Place.read(head["thread_ref"])
    message = Message(
        **head,
        external_id=external_id,
        parts=parts,
        reply_to=_reply(content, place),
        album=word(content.get("media_group_id"), 64),
        forwarded_from=origin,
        profile=profile_of(user, chat),
    )
    return [message, *_contact(content, head, user), *_referral(content, head)]


def content_of(content: Json) -> tuple[tuple[Part, ...], str | None]:
    """The parts of a message and its first author. In a group the parts say who wrote them."""
    parts = parts_of(content)
    if parts and not is_private(record(content.get("chat"))) and (author := author_of(content)):
        parts = _said_by(author, parts)
    return parts, origin_of(content)


def _said_by(author: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    place = next((index for index, part in enumerate(parts) if isinstance(part, Text)), None)
    if place is None:
        return (Text(f"{author}:"), *parts)
    said = parts[place]
    assert isinstance(said, Text)
    return (*parts[:place], Text(f"{author}: {said.text}"), *parts[place + 1 :])


def _is_owners(content: Json, chat: Json, user: Json) -> bool:
    """In a business chat the owner writes too: with his own hands, or through a bot."""
    if "business_connection_id" not in content:
        return False
    return "sender_business_bot" in content or (is_private(chat) and whole(user.get("id")) != whole(chat.get("id")))


def _reply(content: Json, place: Place) -> str | None:
    number = whole(record(content.get("reply_to_message")).get("message_id"))
    # The first message of a topic is quoted by every message in it.
    return None if number is None or number == place.topic else place.message(number)


def _contact(content: Json, head: dict[str, Any], user: Json) -> list[InboundEvent]:
    card = shared_contact(content)
    if card is None:
        return []
    user_id = whole(user.get("id"))
    private = is_private(record(content.get("chat")))
    own = private and user_id is not None and whole(record(content.get("contact")).get("user_id")) == user_id
    return [ContactShared(**head | {"event_key": f"{head['event_key']}:contact"}, contact=card, own=own)]


def _referral(content: Json, head: dict[str, Any]) -> list[InboundEvent]:
    """`t.me/<bot>?start=<payload>` sends `/start <payload>`: the link that the customer came by."""
    text = content.get("text")
    command, _, payload = text.partition(" ") if isinstance(text, str) else ("", "", "")
    payload = payload.strip()
    if command.partition("@")[0] != START or not 0 < len(payload) <= MAX_PAYLOAD:
        return []
    return [Referral(**head | {"event_key": f"{head['event_key']}:start"}, source=LINK, ref=word(payload, MAX_PAYLOAD))]


def _web_app(content: Json, head: dict[str, Any]) -> Postback | None:
    sent = record(content.get("web_app_data"))
    data = sent.get("data")
    if not isinstance(data, str):
        return None
    return Postback(**head, payload=data[:4_096], title=word(sent.get("button_text")))
