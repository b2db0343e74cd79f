"""What is told about a conversation with the fake Telegram: calls, messages, files, faults' answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.support.http_server import reply

Json = dict[str, Any]

# Telegram's own limits; a test that wants a small one gives a fake of its own.
MAX_TEXT: Final = 4_096
MAX_CAPTION: Final = 1_024
MAX_GET_FILE: Final = 20_000_000
MAX_UPLOAD: Final = 50_000_000
MAX_PHOTO: Final = 10_000_000
# Sent only to who lists them.
ON_REQUEST: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that the bot sent as bytes."""

    name: str
    mime_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot, as it was understood; `result` is what it was told."""

    method: str
    params: Mapping[str, Any]
    files: Mapping[str, Uploaded]
    result: Any = None

    @property
    def chat_id(self) -> int:
        return int(self.params["chat_id"])

    @property
    def text(self) -> str:
        """What the customer reads: a text or a caption."""
        return str(self.params.get("text") or self.params.get("caption") or "")

    @property
    def message_id(self) -> int:
        """The number of the first message that came of it."""
        first = self.result[0] if isinstance(self.result, list) else self.result
        return int(first["message_id"])

    @property
    def buttons(self) -> list[Json]:
        """The inline keyboard, flat."""
        markup = self.params.get("reply_markup") or {}
        return [button for row in markup.get("inline_keyboard", []) for button in row]


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a customer did: the update it became, and what the webhook answered (None: poll)."""

    update: Json
    status: int | None = None

    @property
    def kind(self) -> str:
        return next(name for name in self.update if name != "update_id")

    @property
    def message(self) -> Json:
        found: Json = self.update[self.kind]
        return found

    @property
    def id(self) -> int:
        """The message's number in its chat."""
        return int(self.message["message_id"])


class Refusal(Exception):
    """What Telegram says no with; `parameters` as in its ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters

    def answer(self) -> bytes:
        body: Json = {"ok": False, "error_code": self.code, "description": str(self)}
        return reply(self.code, body | ({"parameters": self.parameters} if self.parameters else {}))


def too_many(seconds: int) -> bytes:
    """429 in Telegram's words."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds).answer()


def utf16(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
