"""A request's body as bytes, with a bound on its size and on the time it may take."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from openline.kit.errors import TooLarge, TooSlow

Receive = Callable[[], Awaitable[Any]]


class Gone(Exception):
    """Whoever was sending has hung up: nobody reads what is answered."""


async def whole_body(receive: Receive, *, most: int, within_s: float) -> bytes:
    """All of it, from ASGI's `receive`.

    Raises TooLarge as soon as it is, TooSlow, Gone.
    """
    try:
        async with asyncio.timeout(within_s):
            message = await receive()
            body: bytes = message.get("body", b"")
            if message.get("more_body", False):
                parts, size = [body], len(body)
                while message.get("more_body", False) and size <= most:
                    message = await receive()
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                body = b"".join(parts)
    except TimeoutError as error:
        raise TooSlow from error
    if len(body) > most:
        raise TooLarge(limit=most)
    if message["type"] == "http.disconnect":
        raise Gone
    return body
