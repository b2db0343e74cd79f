"""An answer that is encoded already: nothing is left for the framework to find out about it."""

from typing import Any

JSON = (b"content-type", b"application/json")


class JsonAnswer:
    """An ASGI application that sends one JSON document."""

    __slots__ = ("_body", "_status")

    def __init__(self, body: bytes, status: int) -> None:
        self._body = body
        self._status = status

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        del scope, receive
        length = (b"content-length", str(len(self._body)).encode())
        await send({"type": "http.response.start", "status": self._status, "headers": [JSON, length]})
        await send({"type": "http.response.body", "body": self._body})
