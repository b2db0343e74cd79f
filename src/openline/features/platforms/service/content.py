"""What a message of a platform consists of, as a message of ours: text, files to fetch, parts (I4)."""

from collections.abc import Sequence
from typing import assert_never

import msgspec

from openline.connectors.base import Card, ContactCard, Location, Media, MediaRef, Order, Text
from openline.connectors.base import Part as PlatformPart
from openline.features.conversations.service import Conversation
from openline.features.files.service import FILES, expect
from openline.features.messages.types import MAX_FILES, CardPart, ContactPart, LocationPart, Part, UnsupportedPart
from openline.kit.text import clean
from openline.store import UnitOfWork

# Platforms allow more than our own composers do: nothing of it is lost, unless it is a book.
MAX_TEXT = 50_000
MAX_LINE = 1_000
MAX_PARTS = 20
MAX_ENTRIES = 20


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from the parts of a message."""

    text: str
    file_ids: tuple[int, ...]
    parts: list[Part]


async def read_parts(
    uow: UnitOfWork, conversation: Conversation, parts: Sequence[PlatformPart], *, kept: Sequence[int] = ()
) -> Reading:
    """Text, files and other parts. A file that the message had before its edit (`kept`) is not fetched again."""
    known = await _known(uow, kept)
    texts: list[str] = []
    file_ids: list[int] = []
    others: list[Part] = []
    for part in parts:
        match part:
            case Text(text=text):
                texts.append(text)
            case Media() if len(file_ids) < MAX_FILES:
                file_ids.append(known.get(part.ref.id) or await _file(uow, conversation, part))
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
    return Reading(text=text, file_ids=tuple(dict.fromkeys(file_ids)), parts=others[:MAX_PARTS])


async def _known(uow: UnitOfWork, file_ids: Sequence[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for file_id in file_ids:
        row = await FILES.get(uow, file_id)
        if row is not None and row.ref is not None:
            found[msgspec.json.decode(row.ref, type=MediaRef).id] = row.id
    return found


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
