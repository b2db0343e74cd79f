"""Who somebody is. A Telegram user is the same person for every bot, so his id needs no namespace."""

from typing import Final

from openline.connectors.base import Identity, IdentitySet, Profile
from openline.connectors.telegram.values import Json, record, whole, word

USER: Final = "telegram"
# A group is one customer with many voices.
GROUP: Final = "telegram_chat"


def is_private(chat: Json) -> bool:
    """A talk with one person."""
    return chat.get("type") == "private"


def user_named(user_id: int) -> IdentitySet:
    """A person by his id. Never by his user name: that may be somebody else's tomorrow."""
    return IdentitySet((Identity(USER, str(user_id)),))


def group_named(chat_id: int) -> IdentitySet:
    """A group by its id."""
    return IdentitySet((Identity(GROUP, str(chat_id)),))


def customer_of(chat: Json) -> IdentitySet:
    """Whom a chat is with."""
    chat_id = whole(chat.get("id"))
    if chat_id is None:
        return IdentitySet()
    return user_named(chat_id) if is_private(chat) else group_named(chat_id)


def name_of(user: Json) -> str | None:
    """How somebody is called."""
    names = [word(user.get("first_name")), word(user.get("last_name"))]
    return " ".join(name for name in names if name) or word(user.get("username"))


def author_of(message: Json) -> str | None:
    """Who wrote in a group: a member, or the group or a channel itself."""
    return name_of(record(message.get("from"))) or word(record(message.get("sender_chat")).get("title"))


def profile_of(user: Json, chat: Json) -> Profile:
    """What Telegram tells about the customer beside every message."""
    if not is_private(chat):
        return Profile(name=word(chat.get("title")), username=word(chat.get("username")))
    return Profile(name=name_of(user), username=word(user.get("username")), locale=word(user.get("language_code"), 35))


def origin_of(message: Json) -> str | None:
    """The first author of what is passed on."""
    origin = record(message.get("forward_origin"))
    match origin.get("type"):
        case "user":
            return name_of(record(origin.get("sender_user")))
        case "hidden_user":
            return word(origin.get("sender_user_name"))
        case "chat":
            return word(record(origin.get("sender_chat")).get("title"))
        case "channel":
            return word(record(origin.get("chat")).get("title"))
        case _:
            return None
