"""An answer that is encoded already: nothing is left for the framework to find out about it."""

from typing import Any

JSON = (b"content-type", b"application/json")


class JsonAnswer:
    """An ASGI application that sends one JSON document; `tag` is its ETag."""

    __slots__ = ("_body", "_status", "_tag")

    def __init__(self, body: bytes, status: int, tag: bytes | None = None) -> None:
        self._body = body
        self._status = status
        self._tag = tag

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        del scope, receive
        length = (b"content-length", str(len(self._body)).encode())
        headers = [JSON, length] if self._tag is None else [JSON, length, (b"etag", self._tag)]
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        await send({"type": "http.response.body", "body": self._body})
