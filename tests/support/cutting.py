"""A TCP proxy in front of PostgreSQL that cuts the line at a COMMIT: before the server hears it, or after."""

import asyncio
from typing import Self
from urllib.parse import urlsplit, urlunsplit

COMMIT = b"COMMIT\x00"


class CuttingProxy:
    """Listens on a free port; `url` leads through it."""

    def __init__(self, url: str) -> None:
        self._target = urlsplit(url)
        self._cut: str | None = None
        self.cuts = 0
        self.url = ""

    def cut_at_commit(self, when: str) -> None:
        """Cut at the next COMMIT: `before` the server hears it, or `after` it is done and the answer is on its way."""
        self._cut = when

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        user = self._target.username or "postgres"
        self.url = urlunsplit(self._target._replace(netloc=f"{user}@127.0.0.1:{port}"))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = self._target
        upstream, down = await asyncio.open_connection(target.hostname, target.port)
        answering = asyncio.create_task(_pump(upstream, writer))
        try:
            while data := await reader.read(65_536):
                if self._cut and COMMIT in data:
                    when, self._cut = self._cut, None
                    self.cuts += 1
                    if when == "after":
                        answering.cancel()
                        await asyncio.gather(answering, return_exceptions=True)
                        down.write(data)
                        await upstream.read(65_536)  # the server has committed; its answer goes nowhere
                    break
                down.write(data)
                await down.drain()
        finally:
            answering.cancel()
            down.close()
            writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    writer.close()
