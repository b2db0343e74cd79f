"""What a message of a platform consists of, as a message of ours: text, files to fetch, parts (I4)."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final, assert_never

import msgspec

from openline.connectors.base import Card, ContactCard, Location, Media, Order, Text
from openline.connectors.base import Part as PlatformPart
from openline.features.conversations.service import Conversation
from openline.features.files.service import expect
from openline.features.messages.service import Message
from openline.features.messages.types import (
    MAX_FILES,
    CardPart,
    ContactPart,
    Content,
    LocationPart,
    Part,
    UnsupportedPart,
)
from openline.kit.text import clean
from openline.store import UnitOfWork

# Platforms allow more than our own composers do: nothing of it is lost, unless it is a book.
MAX_TEXT = 50_000
MAX_LINE = 1_000
MAX_PARTS = 20
MAX_ENTRIES = 20
NO_FILES: Final[Mapping[str, int]] = MappingProxyType({})


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from the parts of a message."""

    text: str
    files: dict[str, int]
    parts: list[Part]

    @property
    def file_ids(self) -> tuple[int, ...]:
        """Its files, in order."""
        return tuple(self.files.values())

    def content(self, **more: Any) -> Content | None:
        """What is said besides text and files; None for nothing."""
        content = Content(parts=self.parts, media=list(self.files), **more)
        return None if content == Content() else content


async def read_parts(
    uow: UnitOfWork, conversation: Conversation, parts: Sequence[PlatformPart], *, known: Mapping[str, int] = NO_FILES
) -> Reading:
    """Text, files and other parts. A file that the message had before its edit (`known`) is not fetched again."""
    texts: list[str] = []
    files: dict[str, int] = {}
    others: list[Part] = []
    for part in parts:
        match part:
            case Text(text=text):
                texts.append(text)
            case Media() if len(files) < MAX_FILES:
                mark = _mark(part)
                files[mark] = known.get(mark) or files.get(mark) or await _file(uow, conversation, part)
            case Media():
                others.append(UnsupportedPart(kind="too_many_files"))
            case Location() | ContactCard() | Card() | Order():
                others.append(_other(part))
            case _:
                assert_never(part)
    text = clean("\n".join(texts))
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        others.append(UnsupportedPart(kind="text_too_long"))
    return Reading(text=text, files=files, parts=others[:MAX_PARTS])


def known_files(message: Message) -> dict[str, int]:
    """The files of a message by their marks."""
    return dict(zip(message.contents.media, message.file_ids, strict=False))


def _mark(media: Media) -> str:
    """Short and without meaning: what a platform calls a file may be a key to it."""
    return sha256(media.ref.id.encode()).hexdigest()[:16]


async def _file(uow: UnitOfWork, conversation: Conversation, media: Media) -> int:
    row = await expect(
        uow, account_id=conversation.account_id, conversation_id=conversation.id,
        connection_id=conversation.connection_id, kind=media.kind.value, name=clean(media.name or ""),
        mime_type=media.mime_type, size=media.size, ref_json=msgspec.json.encode(media.ref).decode(),
    )  # fmt: skip
    return row.id


def _other(part: Location | ContactCard | Card | Order) -> Part:
    match part:
        case Location():
            return LocationPart(
                latitude=part.latitude, longitude=part.longitude, title=line(part.title), address=line(part.address)
            )
        case ContactCard():
            return contact_part(part)
        case Card():
            return CardPart(title=line(part.title) or "", text=line(part.text), url=line(part.url))
        case Order():
            lines = [f"{one.quantity} x {one.product_id}" for one in part.lines[:MAX_ENTRIES]]
            return CardPart(title=line(", ".join(lines)) or "")
        case _:
            assert_never(part)


def contact_part(card: ContactCard) -> ContactPart:
    """Somebody's card."""
    return ContactPart(
        name=line(card.name),
        phones=[clean(phone)[:MAX_LINE] for phone in card.phones[:MAX_ENTRIES]],
        emails=[clean(email)[:MAX_LINE] for email in card.emails[:MAX_ENTRIES]],
    )


def line(text: str | None) -> str | None:
    """A text of somebody else's, clean and bounded; None for nothing."""
    return clean(text)[:MAX_LINE] or None if text else None
