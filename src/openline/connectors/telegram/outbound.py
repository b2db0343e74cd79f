"""A message of ours as calls: the text in pieces, files with it where a caption has room, albums where there can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from openline.connectors.base import (
    Button,
    Loss,
    Lost,
    MediaKind,
    OutFile,
    OutMessage,
    Rendered,
    Route,
    Settings,
    Unit,
    Upload,
    WireCall,
    size_of,
    split_text,
)
from openline.connectors.telegram.calls import chat_call, chat_form
from openline.connectors.telegram.places import Place
from openline.connectors.telegram.shape import (
    CAPABILITIES,
    MAX_BUTTONS,
    MAX_CAPTION,
    MAX_FILES,
    MAX_LABEL,
    MAX_PAYLOAD,
    MAX_PHOTO,
)
from openline.connectors.telegram.values import Json


@dataclass(frozen=True, slots=True)
class Sending:
    """How a kind of file is sent: the method, its field, whether it takes a caption and who it may stand beside."""

    method: str
    field: str
    caption: bool = True
    album: str = ""


PHOTO: Final = Sending("sendPhoto", "photo", album="seen")
DOCUMENT: Final = Sending("sendDocument", "document", album="document")
# What Telegram plays by itself; all else goes as a document, whole and unchanged.
_MUSIC: Final = frozenset({"audio/mpeg", "audio/mp4", "audio/x-m4a"})
_WAYS: Final[tuple[tuple[MediaKind, frozenset[str], Sending], ...]] = (
    (MediaKind.IMAGE, frozenset({"image/jpeg", "image/png", "image/webp"}), PHOTO),
    (MediaKind.IMAGE, frozenset({"image/gif"}), Sending("sendAnimation", "animation")),
    (MediaKind.VIDEO, frozenset({"video/mp4"}), Sending("sendVideo", "video", album="seen")),
    (MediaKind.AUDIO, _MUSIC, Sending("sendAudio", "audio", album="audio")),
    (MediaKind.VOICE, frozenset({"audio/ogg", "audio/opus"}), Sending("sendVoice", "voice")),
    (MediaKind.STICKER, frozenset({"image/webp", "video/webm"}), Sending("sendSticker", "sticker", caption=False)),
)  # fmt: skip


def way_of(file: OutFile) -> Sending:
    """How a file is sent."""
    way = next((way for kind, types, way in _WAYS if kind is file.kind and file.mime_type in types), DOCUMENT)
    return DOCUMENT if way is PHOTO and file.size > MAX_PHOTO else way


def rendered(message: OutMessage, route: Route, settings: Settings) -> Rendered:
    """The calls, in the order in which they are read."""
    place = Place.read(route.thread_ref)
    files, lost = _fitting(message.files)
    buttons, unfit = _pressable(message.buttons)
    if not (message.text or files):  # there is nothing to hang them on
        buttons, unfit = [], [Lost(Loss.BUTTONS, button.label) for button in message.buttons]
    lost += unfit
    quote = None
    if message.reply_to is not None:
        quote = place.number(message.reply_to)
        lost += [Lost(Loss.QUOTE)] if quote is None else []
    plan = _planned(message.text, files, keyboard=bool(buttons))
    calls = []
    for index, step in enumerate(plan):
        more: Json = {}
        if index == 0 and quote is not None:
            # The quoted message may be deleted by now, which is no reason to say nothing.
            more["reply_parameters"] = {"message_id": quote, "allow_sending_without_reply": True}
        if buttons and index == _last_with_keyboard(plan):
            more["reply_markup"] = {"inline_keyboard": [[_button(button)] for button in buttons]}
        calls.append(_call(settings, place, step, more))
    return Rendered(tuple(calls), tuple(lost))


@dataclass(frozen=True, slots=True)
class Step:
    """One message that the customer gets: a text, a file with or without one, or an album."""

    text: str
    files: tuple[OutFile, ...] = ()


def _planned(text: str, files: Sequence[OutFile], *, keyboard: bool) -> list[Step]:
    """A keyboard hangs under a text or one file, never under an album."""
    groups = [[file] for file in files] if keyboard and not text else _grouped(files)
    if len(groups) == 1 and _takes_caption(groups[0], text) and not (keyboard and len(groups[0]) > 1):
        return [Step(text, tuple(groups[0]))]
    said = [Step(piece) for piece in split_text(text, CAPABILITIES.text)]
    return said + [Step("", tuple(group)) for group in groups]


def _takes_caption(group: Sequence[OutFile], text: str) -> bool:
    return way_of(group[0]).caption and size_of(text, Unit.UTF16) <= MAX_CAPTION


def _grouped(files: Sequence[OutFile]) -> list[list[OutFile]]:
    """Neighbours that may stand in one album."""
    groups: list[list[OutFile]] = []
    for file in files:
        album = way_of(file).album
        if groups and album and way_of(groups[-1][-1]).album == album:
            groups[-1].append(file)
        else:
            groups.append([file])
    return groups


def _last_with_keyboard(plan: Sequence[Step]) -> int:
    """The last text has it, else the last file."""
    texts = [index for index, step in enumerate(plan) if step.text]
    return texts[-1] if texts else len(plan) - 1


def _call(settings: Settings, place: Place, step: Step, more: Json) -> WireCall:
    match step.files:
        case ():
            return chat_call(settings, "sendMessage", place, {"text": step.text, **more})
        case (file,):
            way = way_of(file)
            caption = {"caption": step.text} if step.text else {}
            return chat_form(settings, way.method, place, {**caption, **more}, (_upload(file, way.field),))
        case files:
            return _album(settings, place, step.text, files, more)


def _album(settings: Settings, place: Place, text: str, files: Sequence[OutFile], more: Json) -> WireCall:
    media: list[dict[str, Any]] = [
        {"type": way_of(file).field, "media": f"attach://file{index}"} for index, file in enumerate(files)
    ]
    if text:
        media[0]["caption"] = text
    uploads = tuple(_upload(file, f"file{index}") for index, file in enumerate(files))
    return chat_form(settings, "sendMediaGroup", place, {"media": media, **more}, uploads)


def _upload(file: OutFile, field: str) -> Upload:
    return Upload(field=field, file_id=file.id, name=file.name, mime_type=file.mime_type, size=file.size)


def _button(button: Button) -> Json:
    return {"text": button.label, "callback_data": button.payload}


def _fitting(files: tuple[OutFile, ...]) -> tuple[list[OutFile], list[Lost]]:
    taken: list[OutFile] = []
    lost: list[Lost] = []
    for file in files:
        limit = CAPABILITIES.limit_of(file.kind)
        if limit is None:
            lost.append(Lost(Loss.FILE_TYPE, file.name))
        elif file.size > limit.most_bytes:
            lost.append(Lost(Loss.FILE_TOO_LARGE, file.name))
        elif len(taken) == MAX_FILES:
            lost.append(Lost(Loss.TOO_MANY_FILES, file.name))
        else:
            taken.append(file)
    return taken, lost


def _pressable(buttons: tuple[Button, ...]) -> tuple[list[Button], list[Lost]]:
    """Buttons that Telegram takes."""
    taken: list[Button] = []
    lost: list[Lost] = []
    for button in buttons:
        fits = 0 < len(button.payload.encode()) <= MAX_PAYLOAD and 0 < len(button.label) <= MAX_LABEL
        if fits and len(taken) < MAX_BUTTONS:
            taken.append(button)
        else:
            lost.append(Lost(Loss.BUTTONS, button.label))
    return taken, lost
