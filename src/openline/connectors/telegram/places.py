"""Where a talk is: a chat, a topic within it, or a chat of an owner whose account the bot answers from.

The text of a place is the conversation's thread; a message's external id is its place and its number, because Telegram
numbers messages within a chat.
"""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Place:
    """`business` is the business connection that everything sent there has to name."""

    chat: int
    topic: int | None = None
    business: str | None = None

    @classmethod
    def read(cls, thread_ref: str) -> Self:
        """The other way round of `str`."""
        chat, _, business = thread_ref.partition("@")
        chat, _, topic = chat.partition("/")
        return cls(int(chat), int(topic) if topic else None, business or None)

    def __str__(self) -> str:
        topic = "" if self.topic is None else f"/{self.topic}"
        return f"{self.chat}{topic}" + (f"@{self.business}" if self.business else "")

    def message(self, number: int) -> str:
        """The external id of a message here. Topics share the numbers of their chat."""
        return f"{Place(self.chat, business=self.business)}:{number}"

    def number(self, external_id: str) -> int | None:
        """The number of a message, if it is one of this chat."""
        place, _, number = external_id.rpartition(":")
        return int(number) if number.isdigit() and place == str(Place(self.chat, business=self.business)) else None
