"""What the widget is and can do, as data."""

from typing import Final

from openline.connectors.base import (
    Capabilities,
    Delivery,
    Field,
    FieldType,
    Manifest,
    Maturity,
    MediaKind,
    MediaLimit,
    Receipts,
    Schema,
    TextLimit,
    Transport,
)

MAX_TEXT: Final = 8_000
MAX_FILE_BYTES: Final = 25_000_000
MAX_FILES: Final = 10
MAX_ORIGINS: Final = 50
MAX_SECRETS: Final = 3
LOCALES: Final = ("auto", "en", "vi", "ru")

MANIFEST: Final = Manifest(id="webchat", icon="message-circle", version="1", maturity=Maturity.PROVEN)

CAPABILITIES: Final = Capabilities(
    delivery=Delivery.STREAM,
    transport=Transport.OWN,
    text=TextLimit(most=MAX_TEXT),
    media=tuple((kind, MediaLimit(most_bytes=MAX_FILE_BYTES)) for kind in MediaKind),
    most_files=MAX_FILES,
    reply_quote=True,
    typing_in=True,
    typing_out=True,
    live_typing=True,
    receipts=Receipts(sent=True, delivered=True, read=True),
    mark_read=True,
    idempotent_send=True,
)

SCHEMA: Final = Schema(
    (
        Field(key="title", type=FieldType.TEXT, default="", le=60),
        Field(key="color", type=FieldType.COLOR, default="#2563eb"),
        Field(key="locale", type=FieldType.CHOICE, default="auto", choices=LOCALES),
        Field(key="side", type=FieldType.CHOICE, default="right", choices=("left", "right")),
        Field(key="offset", type=FieldType.WHOLE, default=20, ge=0, le=200),
        Field(key="allowed_origins", type=FieldType.ORIGINS, default=(), le=MAX_ORIGINS),
        Field(key="identity_secrets", type=FieldType.SECRETS, default=(), le=MAX_SECRETS, made_here=True),
    )
)
