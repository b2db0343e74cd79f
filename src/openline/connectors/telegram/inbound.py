"""Updates as events. Total: an update that we do not know, or that is not one, becomes `Unsupported`."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from openline.connectors.base import (
    MAX_RAW_SHOWN,
    AccountAlert,
    Deleted,
    Edited,
    IdentityChanged,
    IdentitySet,
    InboundEvent,
    Membership,
    MembershipState,
    Postback,
    Reaction,
    Unsupported,
)
from openline.connectors.telegram.messages import SILENT, content_of, message_events
from openline.connectors.telegram.people import customer_of, group_named, is_private, name_of, user_named
from openline.connectors.telegram.places import Place
from openline.connectors.telegram.values import Json, instant_ms, record, records, whole, word

MAX_KIND: Final = 64
MAX_DATA: Final = 4_096
# Kinds of reactions that are no emoji.
_OTHER_REACTIONS: Final = {"custom_emoji": "🙂", "paid": "⭐"}
_GONE: Final = frozenset({"kicked", "left"})


@dataclass(frozen=True, slots=True)
class Told:
    """One update with what surrounds it."""

    number: int
    kind: str
    content: Json
    raw: bytes
    received_at: int

    def head(self, what: str, place: Place | None, sender: IdentitySet, at: int | None = None) -> dict[str, Any]:
        """What every event has. An update's number never changes, however often it is repeated."""
        return {
            "event_key": f"update:{self.number}:{what}",
            "thread_ref": "" if place is None else str(place),
            "occurred_at": at or self.received_at,
            "sender": sender,
        }


def events_of(update: Any, raw: bytes, received_at: int) -> list[InboundEvent]:
    """What one update says."""
    known = record(update)
    number = whole(known.get("update_id"))
    kind = next((key for key in known if key != "update_id"), "unknown")
    if number is None:
        mark = hashlib.sha256(raw).hexdigest()[:32]
        return [_unsupported(f"body:{mark}", kind, raw, received_at)]
    told = Told(number, kind, record(known.get(kind)), raw, received_at)
    read = _READERS.get(kind)
    events = read(told) if read else None
    return [_unknown(told)] if events is None else events


def press_of(update: Any) -> str | None:
    """The pressed button that waits for a word, or it would go on turning."""
    press = record(record(update).get("callback_query")).get("id")
    return press if isinstance(press, str) and 0 < len(press) <= MAX_KIND else None


def place_of(content: Json) -> Place | None:
    """Where it happened, with a topic and a business connection where there are such."""
    chat = whole(record(content.get("chat")).get("id"))
    if chat is None:
        return None
    business = content.get("business_connection_id")
    topic = whole(content.get("message_thread_id")) if content.get("is_topic_message") is True else None
    known = business if isinstance(business, str) and 0 < len(business) <= MAX_KIND and "@" not in business else None
    return Place(chat, topic, known)


def _message(told: Told) -> list[InboundEvent] | None:
    content, place = told.content, place_of(told.content)
    number, chat = whole(content.get("message_id")), record(content.get("chat"))
    if place is None or number is None or chat.get("type") == "channel":
        return None
    if moved := _moved(told, place.chat):
        return moved
    head = told.head("message", place, customer_of(chat), instant_ms(content.get("date")))
    head["event_key"] = f"message:{place.message(number)}"
    events = message_events(content, place.message(number), head)
    return events or ([] if SILENT.intersection(content) else [_service(told, head)])


def _moved(told: Told, chat: int) -> list[InboundEvent]:
    """A group has another number from now on; both its last and its first message say so."""
    to, since = whole(told.content.get("migrate_to_chat_id")), whole(told.content.get("migrate_from_chat_id"))
    if to is None and since is None:
        return []
    old, new = (chat, to) if to is not None else (since, chat)
    assert old is not None
    assert new is not None
    head = told.head("moved", Place(new), group_named(old), instant_ms(told.content.get("date")))
    head["event_key"] = f"moved:{old}:{new}"
    return [IdentityChanged(**head, old=group_named(old), new=group_named(new))]


def _edited(told: Told) -> list[InboundEvent] | None:
    content, place = told.content, place_of(told.content)
    number, chat = whole(content.get("message_id")), record(content.get("chat"))
    if place is None or number is None or chat.get("type") == "channel":
        return None
    parts, origin = content_of(content)
    if not parts:
        return []  # what cannot be shown was said to be there when it came
    at = instant_ms(content.get("edit_date")) or instant_ms(content.get("date"))
    head = told.head("edited", place, customer_of(chat), at)
    return [Edited(**head, external_id=place.message(number), parts=parts, forwarded_from=origin)]


def _deleted(told: Told) -> list[InboundEvent] | None:
    place, ids = place_of(told.content), told.content.get("message_ids")
    numbers = [one for one in map(whole, ids) if one is not None] if isinstance(ids, list) else []
    if place is None or not numbers:
        return None
    head = told.head("deleted", place, customer_of(record(told.content.get("chat"))))
    return [Deleted(**head, external_ids=tuple(place.message(one) for one in numbers))]


def _press(told: Told) -> list[InboundEvent] | None:
    """A button. Its message may be too old to be shown, or not ours: then the talk is with who pressed."""
    content = told.content
    user, message = record(content.get("from")), record(content.get("message"))
    data, user_id = content.get("data"), whole(user.get("id"))
    if not isinstance(data, str) or len(data) > MAX_DATA or user_id is None:
        return None
    place, number = place_of(message) or Place(user_id), whole(message.get("message_id"))
    sender = customer_of(record(message.get("chat"))) or user_named(user_id)
    return [
        Postback(
            **told.head("press", place, sender),
            payload=data,
            title=_label(message, data),
            external_id=None if number is None else place.message(number),
        )
    ]


def _label(message: Json, data: str) -> str | None:
    rows = record(message.get("reply_markup")).get("inline_keyboard")
    buttons = [button for row in rows for button in records(row)] if isinstance(rows, list) else []
    return next((word(button.get("text")) for button in buttons if button.get("callback_data") == data), None)


def _reaction(told: Told) -> list[InboundEvent] | None:
    content, place = told.content, place_of(told.content)
    number, new = whole(content.get("message_id")), content.get("new_reaction")
    if place is None or number is None or not isinstance(new, list):
        return None
    emoji = [found for one in records(new) if (found := _emoji(one))]
    head = told.head("reaction", place, customer_of(record(content.get("chat"))), instant_ms(content.get("date")))
    return [Reaction(**head, external_id=place.message(number), emoji=emoji[-1] if emoji else "")]


def _emoji(reaction: Json) -> str | None:
    kind = reaction.get("type")
    return word(reaction.get("emoji"), 16) if kind == "emoji" else _OTHER_REACTIONS.get(str(kind))


def _member(told: Told) -> list[InboundEvent] | None:
    """Our own standing in a chat: the customer shut the door, or opened it."""
    content, place = told.content, place_of(told.content)
    status = record(content.get("new_chat_member")).get("status")
    chat = record(content.get("chat"))
    if place is None or not isinstance(status, str):
        return None
    state = MembershipState.SUBSCRIBED
    if status in _GONE:
        state = MembershipState.BLOCKED if is_private(chat) else MembershipState.LEFT
    head = told.head("member", place, customer_of(chat), instant_ms(content.get("date")))
    return [Membership(**head, state=state)]


def _business(told: Told) -> list[InboundEvent] | None:
    """An owner lets the bot answer from his own account, which his messages will tell, or no longer."""
    enabled, user = told.content.get("is_enabled"), record(told.content.get("user"))
    if not isinstance(enabled, bool):
        return None
    if enabled:
        return []
    head = told.head("business", None, IdentitySet(), instant_ms(told.content.get("date")))
    return [AccountAlert(**head, code="business_disconnected", text=name_of(user) or "")]


def _service(told: Told, head: dict[str, Any]) -> InboundEvent:
    """A message of a kind that we cannot show: a gift, a story, a payment."""
    usual = {"message_id", "from", "chat", "date", "sender_chat", "business_connection_id", "reply_to_message"}
    kind = next((key for key in told.content if key not in usual), "message")
    return Unsupported(**head, kind=kind[:MAX_KIND], raw=_shown(told.raw))


def _unknown(told: Told) -> InboundEvent:
    place, chat = place_of(told.content), record(told.content.get("chat"))
    sender = customer_of(chat) if place else IdentitySet()
    return Unsupported(**told.head("unknown", place, sender), kind=told.kind[:MAX_KIND], raw=_shown(told.raw))


def _unsupported(key: str, kind: str, raw: bytes, at: int) -> InboundEvent:
    return Unsupported(
        event_key=key, thread_ref="", occurred_at=at, sender=IdentitySet(), kind=kind[:MAX_KIND] or "unknown",
        raw=_shown(raw),
    )  # fmt: skip


def _shown(raw: bytes) -> str:
    return raw[:MAX_RAW_SHOWN].decode("utf-8", "replace")


_READERS: Final[dict[str, Callable[[Told], list[InboundEvent] | None]]] = {
    "message": _message,
    "edited_message": _edited,
    "business_message": _message,
    "edited_business_message": _edited,
    "deleted_business_messages": _deleted,
    "callback_query": _press,
    "message_reaction": _reaction,
    "my_chat_member": _member,
    "business_connection": _business,
}
