"""The contract of connectors: closed types and the few helpers that every platform needs. Knows no platform."""

from openline.connectors.base.capabilities import (
    Buttons,
    Capabilities,
    Delivery,
    Flavour,
    MediaLimit,
    Outside,
    Rate,
    Receipts,
    TextLimit,
    Transport,
    Unit,
    Window,
)  # fmt: skip
from openline.connectors.base.contract import (
    Connector,
    Context,
    FetchRefused,
    FileSource,
    Health,
    HealthState,
    Http,
    InstallReport,
    PlatformAccount,
    Signal,
)  # fmt: skip
from openline.connectors.base.defaults import Defaults, classify_http, shown
from openline.connectors.base.events import (
    EVENTS_VERSION,
    MAX_EVENT_KEY,
    MAX_RAW_SHOWN,
    AccountAlert,
    CallMissed,
    Comment,
    ContactShared,
    Deleted,
    Echo,
    Edited,
    Head,
    IdentityChanged,
    InboundEvent,
    Membership,
    MembershipState,
    Message,
    Postback,
    Reaction,
    Receipt,
    ReceiptState,
    Referral,
    TemplateStatus,
    Typing,
    Unsupported,
)  # fmt: skip
from openline.connectors.base.fields import Field, FieldType
from openline.connectors.base.identity import NOBODY, Identity, IdentitySet, Profile
from openline.connectors.base.manifest import Manifest, Maturity
from openline.connectors.base.origins import frame_ancestors, origin_allowed
from openline.connectors.base.outgoing import (
    Button,
    FailureKind,
    Form,
    Loss,
    Lost,
    OutFile,
    OutMessage,
    Rendered,
    Route,
    Upload,
    WireCall,
    WireFailure,
    WireOutcome,
    WireResponse,
)  # fmt: skip
from openline.connectors.base.parts import (
    Card,
    ContactCard,
    Location,
    Media,
    MediaKind,
    MediaRef,
    Order,
    OrderLine,
    Part,
    Text,
)  # fmt: skip
from openline.connectors.base.requests import HttpReply, RawRequest, Rejected, Verified
from openline.connectors.base.results import Accepted, Blame, Permanent, Retry, Scope, SendResult, Sent, Unknown
from openline.connectors.base.settings import Invalid, Problem, Schema, Settings, help_key, label_key
from openline.connectors.base.signing import from_hex, same, signature, signed_by
from openline.connectors.base.split import size_of, split_text

__all__ = [
    "EVENTS_VERSION", "MAX_EVENT_KEY", "MAX_RAW_SHOWN", "NOBODY", "Accepted", "AccountAlert", "Blame", "Button",
    "Buttons", "CallMissed", "Capabilities", "Card", "Comment", "Connector", "ContactCard", "ContactShared", "Context",
    "Defaults", "Deleted", "Delivery", "Echo", "Edited", "FailureKind", "FetchRefused", "Field", "FieldType",
    "FileSource", "Flavour", "Form", "Head", "Health", "HealthState", "Http", "HttpReply", "Identity",
    "IdentityChanged", "IdentitySet", "InboundEvent", "InstallReport", "Invalid", "Location", "Loss", "Lost",
    "Manifest", "Maturity", "Media", "MediaKind", "MediaLimit", "MediaRef", "Membership", "MembershipState", "Message",
    "Order", "OrderLine", "OutFile", "OutMessage", "Outside", "Part", "Permanent", "PlatformAccount", "Postback",
    "Problem", "Profile", "Rate", "RawRequest", "Reaction", "Receipt", "ReceiptState", "Receipts", "Referral",
    "Rejected", "Rendered", "Retry", "Route", "Schema", "Scope", "SendResult", "Sent", "Settings", "Signal",
    "TemplateStatus", "Text", "TextLimit", "Transport", "Typing", "Unit", "Unknown", "Unsupported", "Upload",
    "Verified", "Window", "WireCall", "WireFailure", "WireOutcome", "WireResponse", "classify_http", "frame_ancestors",
    "from_hex", "help_key", "label_key", "origin_allowed", "same", "shown", "signature", "signed_by", "size_of",
    "split_text",
]  # fmt: skip
