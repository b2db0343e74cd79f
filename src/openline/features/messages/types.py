"""Words of the messages slice."""

from enum import StrEnum

MAX_TEXT = 8_000
MAX_FILES = 10
MAX_CLIENT_ID = 64


class Author(StrEnum):
    """Which side wrote it."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


class State(StrEnum):
    """How far a message has come. Stored: sent, sending, failed; delivered and read follow from the marks."""

    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
