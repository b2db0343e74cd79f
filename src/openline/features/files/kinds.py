"""How a file is shown, by what it is and by what the platform called it (F20)."""

import mimetypes

from openline.features.files.names import NAMELESS
from openline.features.files.types import FileKind

_OF_GROUP = {"image": FileKind.IMAGE, "video": FileKind.VIDEO, "audio": FileKind.AUDIO}
# What a platform may call a file of a group; anything else it says is not believed.
_MAY_BE = {
    FileKind.VOICE: frozenset({"audio", "video"}),
    FileKind.STICKER: frozenset({"image", "video"}),
    FileKind.AUDIO: frozenset({"audio", "video"}),
    FileKind.VIDEO: frozenset({"video", "image"}),
    FileKind.IMAGE: frozenset({"image"}),
}
_NOT_SHOWN = frozenset({"image/svg+xml"})
# Where the table of Python's own names something that few programs know.
_ENDINGS = {"audio/ogg": ".ogg", "audio/mpeg": ".mp3", "audio/mp4": ".m4a", "image/jpeg": ".jpg", "image/webp": ".webp"}


def kind_of(mime_type: str, hint: str | None = None) -> FileKind:
    """The kind of a file of this true type; the hint is what its platform says, `document` included."""
    group = mime_type.partition("/")[0]
    own = FileKind.DOCUMENT if mime_type in _NOT_SHOWN else _OF_GROUP.get(group, FileKind.DOCUMENT)
    if hint is None or own is FileKind.DOCUMENT:
        return own
    said = FileKind(hint)
    if said is FileKind.DOCUMENT or group in _MAY_BE[said]:
        return said
    return own


def name_for(name: str, kind: FileKind, mime_type: str) -> str:
    """The name, or one made of the kind for a file that came without: `voice.ogg`."""
    if name != NAMELESS:
        return name
    return kind.value + (_ENDINGS.get(mime_type) or mimetypes.guess_extension(mime_type) or "")
