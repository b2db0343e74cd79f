"""What a Telegram bot is and can do, as data. Numbers are those of core.telegram.org/bots/api."""

from typing import Final

from openline.connectors.base import (
    Buttons,
    Capabilities,
    Delivery,
    Field,
    FieldType,
    Manifest,
    Maturity,
    MediaKind,
    MediaLimit,
    Rate,
    Receipts,
    Schema,
    Scope,
    TextLimit,
    Transport,
    Unit,
)

TOKEN: Final = "bot_token"  # noqa: S105 - the name of a setting
SECRET: Final = "webhook_secret"  # noqa: S105
TRANSPORT: Final = "transport"
API_URL: Final = "api_url"
CLOUD: Final = "https://api.telegram.org"

MAX_TEXT: Final = 4_096
MAX_CAPTION: Final = 1_024
MAX_UPLOAD: Final = 50_000_000
MAX_PHOTO: Final = 10_000_000
# The cloud gives out no more than 20 MB, a server of one's own up to 2 GB: nothing here takes more than this.
MAX_DOWNLOAD: Final = 100_000_000
MAX_FILES: Final = 10
MAX_BUTTONS: Final = 10
MAX_LABEL: Final = 64
MAX_PAYLOAD: Final = 64

# Reactions come to those only who ask for them; what is not named here is not sent to us.
ALLOWED_UPDATES: Final = (
    "message", "edited_message", "callback_query", "message_reaction", "my_chat_member", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages",
)  # fmt: skip

MANIFEST: Final = Manifest(
    id="telegram", icon="send", version="1", maturity=Maturity.VENDOR_SPEC, hosts=("api.telegram.org",)
)

CAPABILITIES: Final = Capabilities(
    delivery=Delivery.SEND,
    transport=Transport.WEBHOOK,
    polls=True,
    text=TextLimit(most=MAX_TEXT, unit=Unit.UTF16),
    media=tuple((kind, MediaLimit(most_bytes=MAX_UPLOAD, caption=MAX_CAPTION)) for kind in MediaKind),
    most_files=MAX_FILES,
    reply_quote=True,
    edit_in=True,
    # In business chats; a bot is not told what is deleted in its own.
    delete_in=True,
    reactions_in=True,
    buttons=Buttons(most=MAX_BUTTONS, label=MAX_LABEL, payload_bytes=MAX_PAYLOAD),
    typing_out=True,
    receipts=Receipts(sent=True),
    # The owner's own words in a business chat.
    echo_in=True,
    # "Avoid sending more than one message per second … short bursts" in a chat, "30 messages per second" in all.
    rates=(
        Rate(scope=Scope.THREAD, per_second=1.0, burst=5),
        Rate(scope=Scope.CONNECTION, per_second=30.0, burst=30),
    ),
)

SCHEMA: Final = Schema(
    (
        Field(key=TOKEN, type=FieldType.SECRET, required=True, ge=20),
        Field(key=TRANSPORT, type=FieldType.CHOICE, default="webhook", choices=("webhook", "poll")),
        Field(key=API_URL, type=FieldType.URL, default=CLOUD),
        Field(key=SECRET, type=FieldType.SECRET, ge=16, made_here=True),
    )
)
