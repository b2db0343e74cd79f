"""A message of ours as the widget takes it: pieces within the limits, files by reference."""

import msgspec

from openline.connectors.base import Loss, Lost, OutFile, OutMessage, Rendered, Route, WireCall, split_text
from openline.connectors.webchat.shape import CAPABILITIES


def rendered(message: OutMessage, route: Route) -> Rendered:
    """One frame for each piece of text; the files go with the first, the quote too."""
    files, lost = _fitting(message.files)
    lost += [Lost(Loss.BUTTONS, button.label) for button in message.buttons]
    pieces = split_text(message.text, CAPABILITIES.text) or ([""] if files else [])
    calls = []
    for place, piece in enumerate(pieces):
        first = place == 0
        frame = {
            "key": f"{message.key}:{place}",
            "text": piece,
            "files": [file.id for file in files] if first else [],
            "reply_to": message.reply_to if first else None,
        }
        calls.append(WireCall(name="frame", method="STREAM", url=route.thread_ref, body=msgspec.json.encode(frame)))
    return Rendered(tuple(calls), tuple(lost))


def _fitting(files: tuple[OutFile, ...]) -> tuple[list[OutFile], list[Lost]]:
    taken: list[OutFile] = []
    lost: list[Lost] = []
    for file in files:
        limit = CAPABILITIES.limit_of(file.kind)
        if limit is None or not limit.takes(file.mime_type):
            lost.append(Lost(Loss.FILE_TYPE, file.name))
        elif file.size > limit.most_bytes:
            lost.append(Lost(Loss.FILE_TOO_LARGE, file.name))
        elif len(taken) == CAPABILITIES.most_files:
            lost.append(Lost(Loss.TOO_MANY_FILES, file.name))
        else:
            taken.append(file)
    return taken, lost
