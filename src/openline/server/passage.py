"""What the edge knows about one request or socket, and hands to whoever stands further in."""

from collections.abc import Mapping
from typing import Any

import msgspec

KEY = "openline"
BODY = "openline.body"  # in the scope of a request that arrived in one piece: nobody needs to wait for it


class Passage(msgspec.Struct):
    """Lives in the ASGI scope; `locale` is set when it turns out who is asking."""

    request_id: str
    client: str
    started: float
    locale: str | None = None
    account_id: int | None = None
    person_id: int | None = None
    body: bytes | None = None


def passage_of(scope: Mapping[str, Any]) -> Passage:
    """The passage of a request that came through the edge."""
    passage: Passage = scope[KEY]
    return passage
