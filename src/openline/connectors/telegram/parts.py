"""What is in a message, as parts. Files are named by their id, which does not run out."""

from collections.abc import Callable
from typing import Any, Final

from openline.connectors.base import Card, ContactCard, Location, Media, MediaKind, MediaRef, Part, Text
from openline.connectors.telegram.rich import rich_text
from openline.connectors.telegram.texts import plain
from openline.connectors.telegram.values import Json, number, record, records, whole, word

MAX_ID: Final = 300
MAX_PHONE: Final = 40

Reader = Callable[[Any], Part | None]


def parts_of(message: Json) -> tuple[Part, ...]:
    """Everything a message holds that we can show; empty when there is nothing of the kind."""
    found = [part for key, read in _READERS if (part := read(message.get(key))) is not None]
    # An animation comes with a document, a venue with a location: the same thing for older programs.
    found = found[:1]
    if text := plain(message.get("text"), message.get("entities")) or rich_text(message.get("rich_message")):
        found.append(Text(text))
    if caption := plain(message.get("caption"), message.get("caption_entities")):
        found.append(Text(caption))
    return tuple(found)


def shared_contact(message: Json) -> ContactCard | None:
    """A card that somebody gave."""
    return _contact(message.get("contact"))


def _media(kind: MediaKind, mime_type: str | None = None, name: str | None = None) -> Reader:
    def read(value: Any) -> Part | None:
        file = record(value)
        return _file(
            file if name is None else file | {"file_name": name}, kind, word(file.get("mime_type")) or mime_type
        )

    return read


def _file(file: Json, kind: MediaKind, mime_type: str | None) -> Media | None:
    file_id, size = file.get("file_id"), whole(file.get("file_size"))
    if not isinstance(file_id, str) or not 0 < len(file_id) <= MAX_ID:
        return None
    return Media(
        kind=kind,
        ref=MediaRef(id=file_id),
        name=word(file.get("file_name")),
        mime_type=mime_type,
        size=size if size is not None and size >= 0 else None,
    )


def _photo(value: Any) -> Part | None:
    """The largest of the sizes that Telegram made."""
    sizes = sorted(records(value), key=lambda size: (whole(size.get("width")) or 0, whole(size.get("file_size")) or 0))
    return _file(sizes[-1], MediaKind.IMAGE, "image/jpeg") if sizes else None


def _sticker(value: Any) -> Part | None:
    """A moving one is shown by its picture: no browser plays it."""
    sticker = record(value)
    if sticker.get("is_animated") is True:
        return _file(record(sticker.get("thumbnail")), MediaKind.STICKER, None)
    return _file(sticker, MediaKind.STICKER, "video/webm" if sticker.get("is_video") is True else "image/webp")


def _contact(value: Any) -> ContactCard | None:
    card = record(value)
    phone = word(card.get("phone_number"), MAX_PHONE)
    names = [word(card.get("first_name")), word(card.get("last_name"))]
    name = " ".join(part for part in names if part) or None
    return ContactCard(name=name, phones=(phone,) if phone else ()) if phone or name else None


def _location(value: Any) -> Location | None:
    place = record(value)
    latitude, longitude = number(place.get("latitude")), number(place.get("longitude"))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return Location(latitude=latitude, longitude=longitude)


def _venue(value: Any) -> Location | None:
    venue = record(value)
    place = _location(venue.get("location"))
    if place is None:
        return None
    title, address = word(venue.get("title")), word(venue.get("address"), 500)
    return Location(latitude=place.latitude, longitude=place.longitude, title=title, address=address)


def _poll(value: Any) -> Card | None:
    poll = record(value)
    question = word(poll.get("question"), 500)
    options = [f"• {text}" for option in records(poll.get("options")) if (text := word(option.get("text")))]
    return Card(title=question, text="\n".join(options) or None) if question else None


def _checklist(value: Any) -> Card | None:
    checklist = record(value)
    title = word(checklist.get("title"), 500)
    tasks = [f"• {text}" for task in records(checklist.get("tasks")) if (text := word(task.get("text")))]
    return Card(title=title, text="\n".join(tasks) or None) if title else None


def _titled(value: Any) -> Card | None:
    thing = record(value)
    title = word(thing.get("title"))
    return Card(title=title, text=word(thing.get("description"), 500)) if title else None


def _dice(value: Any) -> Text | None:
    dice = record(value)
    emoji, points = word(dice.get("emoji"), 10), whole(dice.get("value"))
    return Text(f"{emoji} {points}") if emoji and points is not None else None


# The first that is there counts.
_READERS: Final[tuple[tuple[str, Reader], ...]] = (
    ("photo", _photo),
    ("animation", _media(MediaKind.VIDEO, "video/mp4")),
    ("video", _media(MediaKind.VIDEO, "video/mp4")),
    # The name tells screens that it is a round one.
    ("video_note", _media(MediaKind.VIDEO, "video/mp4", "video_note.mp4")),
    ("voice", _media(MediaKind.VOICE, "audio/ogg")),
    ("audio", _media(MediaKind.AUDIO)),
    ("sticker", _sticker),
    ("document", _media(MediaKind.DOCUMENT)),
    ("contact", _contact),
    ("venue", _venue),
    ("location", _location),
    ("poll", _poll),
    ("checklist", _checklist),
    ("game", _titled),
    ("invoice", _titled),
    ("dice", _dice),
)
