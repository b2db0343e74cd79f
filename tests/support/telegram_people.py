"""Customers of the fake Telegram, and their groups: what they do becomes an update."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.support.telegram_types import Call, Json, Said, utf16

BIG = 1280


class BotOfPeople(Protocol):
    """The bot as its customers know it."""

    messages: dict[tuple[int, int], Json]
    files: dict[str, bytes]
    sizes: dict[str, int]

    @property
    def user(self) -> Json: ...
    def now(self) -> int: ...
    def number(self) -> int: ...
    async def say(self, message: Json) -> Said: ...
    async def press(self, query: Json) -> Said: ...
    async def tell(self, kind: str, body: Json) -> Said: ...


@dataclass
class Group:
    """A group chat; `upgrade` gives it another number, as Telegram does when it grows."""

    bot: BotOfPeople
    id: int
    title: str
    now_called: int | None = None

    def chat(self) -> Json:
        kind = "supergroup" if str(self.id).startswith("-100") else "group"
        return {"id": self.id, "type": kind, "title": self.title}

    async def upgrade(self, chat_id: int) -> Said:
        """The last message of the old group. The new one has to be made with `bot.group`."""
        self.now_called = chat_id
        service = {"from": self.bot.user, "chat": self.chat(), "date": self.bot.now()}
        return await self.bot.say(service | {"migrate_to_chat_id": chat_id})


@dataclass
class Customer:
    """A person with Telegram. With `business` set, he writes to the owner's own account and not to the bot."""

    bot: BotOfPeople
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "vi"
    avatar: bytes | None = field(default=None, repr=False)
    blocked: bool = False
    business: str | None = None

    def user(self) -> Json:
        named = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | _told(named)

    def chat(self) -> Json:
        named = {"last_name": self.last_name, "username": self.username}
        return {"id": self.id, "type": "private", "first_name": self.first_name} | _told(named)

    # --- writing --------------------------------------------------------------------------

    async def says(
        self, content: Json, *, reply_to: Said | Call | None = None, chat: Group | None = None, **more: Any
    ) -> Said:
        """Any message; `more` are raw fields of it (forward_origin, media_group_id, quote …)."""
        place = chat.chat() if chat else self.chat()
        message = {"from": self.user(), "chat": place, "date": self.bot.now(), **content, **more}
        if reply_to is not None:
            number = reply_to.id if isinstance(reply_to, Said) else reply_to.message_id
            message["reply_to_message"] = self.bot.messages[place["id"], number]
        if self.business is None:
            return await self.bot.say(message)
        message |= {"message_id": self.bot.number(), "business_connection_id": self.business}
        return await self.bot.tell("business_message", message)

    async def text(self, text: str, *, entities: Sequence[Json] = (), **more: Any) -> Said:
        """A text, its markup beside it."""
        return await self.says({"text": text} | ({"entities": list(entities)} if entities else {}), **more)

    async def start(self, payload: str = "") -> Said:
        """He came by the bot's link, `t.me/<bot>?start=<payload>`."""
        command = {"offset": 0, "length": 6, "type": "bot_command"}
        return await self.text(f"/start {payload}".strip(), entities=[command])

    async def photo(self, content: bytes, caption: str = "", **more: Any) -> Said:
        """Two sizes of it, as Telegram makes them; the larger one is the picture."""
        small = {**self._file("photo", content[:64]), "width": 90, "height": 60}
        large = {**self._file("photo", content), "width": BIG, "height": 853}
        return await self.says({"photo": [small, large]} | _caption(caption), **more)

    async def document(
        self, content: bytes, name: str = "hoá đơn.pdf", mime_type: str = "application/pdf", **more: Any
    ) -> Said:
        """`size=` claims another size than the file has."""
        described = self._file("document", content, more.pop("size", None))
        caption = _caption(more.pop("caption", ""))
        return await self.says({"document": described | {"file_name": name, "mime_type": mime_type}} | caption, **more)

    async def media(self, kind: str, content: bytes, *, caption: str = "", **described: Any) -> Said:
        """voice, video, video_note, audio, sticker or animation, with whatever describes it."""
        found = {**self._file(kind, content), **described}
        extra: Json = {"document": found} if kind == "animation" else {}
        return await self.says({kind: found} | extra | _caption(caption))

    async def album(self, *photos: bytes, caption: str = "") -> list[Said]:
        """Several pictures sent as one: as many messages with one word in common."""
        group = str(13_000_000_000 + self.bot.number())
        captions = [caption] + [""] * len(photos)
        return [
            await self.photo(photo, said, media_group_id=group) for photo, said in zip(photos, captions, strict=False)
        ]

    async def contact(self, phone: str, *, own: bool = True, name: str = "") -> Said:
        """His own number (as the button for it sends it), or somebody's card."""
        card = {"phone_number": phone, "first_name": name or self.first_name}
        return await self.says({"contact": card | ({"user_id": self.id} if own else {})})

    async def location(self, latitude: float, longitude: float, title: str = "", address: str = "") -> Said:
        """A place; with a title it is a venue."""
        place = {"latitude": latitude, "longitude": longitude}
        venue: Json = {"venue": {"location": place, "title": title, "address": address}} if title else {}
        return await self.says({"location": place} | venue)

    # --- changing -------------------------------------------------------------------------

    async def edit(self, said: Said, text: str) -> Said:
        """Another text in place of the old one."""
        changed = said.message | {"text": text, "edit_date": self.bot.now()}
        kind = "edited_message" if self.business is None else "edited_business_message"
        return await self.bot.tell(kind, changed)

    async def react(self, to: Said | Call, emoji: str) -> Said:
        """An emoji under a message; none takes it back."""
        number = to.id if isinstance(to, Said) else to.message_id
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        body = {"chat": self.chat(), "message_id": number, "user": self.user(), "date": self.bot.now()}
        return await self.bot.tell("message_reaction", body | {"old_reaction": [], "new_reaction": new})

    async def press(self, call: Call, payload: str) -> Said:
        """A button under a message of the bot."""
        message = self.bot.messages[self.id, call.message_id]
        return await self.bot.press({"from": self.user(), "message": message, "data": payload})

    async def take_back(self, *said: Said) -> Said:
        """Delete; the bot hears of it in business chats only."""
        ids = [one.id for one in said]
        body = {"business_connection_id": self.business, "chat": self.chat(), "message_ids": ids}
        return await self.bot.tell("deleted_business_messages", body)

    async def block(self) -> Said:
        """Shut the door."""
        self.blocked = True
        return await self._member("member", "kicked")

    async def unblock(self) -> Said:
        """Open it again."""
        self.blocked = False
        return await self._member("kicked", "member")

    async def _member(self, old: str, new: str) -> Said:
        def of(status: str) -> Json:
            return {"status": status, "user": self.bot.user} | ({"until_date": 0} if status == "kicked" else {})

        body = {"chat": self.chat(), "from": self.user(), "date": self.bot.now()}
        return await self.bot.tell("my_chat_member", body | {"old_chat_member": of(old), "new_chat_member": of(new)})

    def _file(self, kind: str, content: bytes, size: int | None = None) -> Json:
        file_id = f"{kind}-{len(self.bot.sizes) + 1}"
        self.bot.files[file_id] = content
        self.bot.sizes[file_id] = len(content) if size is None else size
        return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": self.bot.sizes[file_id]}


def _told(values: Json) -> Json:
    return {name: value for name, value in values.items() if value is not None}


def _caption(text: str) -> Json:
    assert utf16(text) <= 4_096
    return {"caption": text} if text else {}
