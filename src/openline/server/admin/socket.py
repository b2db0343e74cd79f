"""A socket in the data folder by which `openline token` and its like reach a running server. One JSON line each way.

Only its owner may connect: the folder is 0700, the socket 0600. Whoever can, could read the store as well.
"""

import asyncio
import contextlib
import os
import socket
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import structlog

from openline.kit.errors import AppError

MAX_LINE = 1_000_000
MAX_PATH = 100  # of a unix socket's address; the kernel has room for 108 bytes
MODE = 0o600

Run = Callable[[str, dict[str, Any]], Awaitable[Any]]
log = structlog.get_logger(__name__)


class Order(msgspec.Struct, frozen=True):
    """What the command line wants done."""

    command: str
    arguments: dict[str, Any]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: a value, or a refusal in words."""

    value: Any = None
    refusal: str | None = None


class Refused(Exception):
    """The command cannot be done, for a reason that the operator is told."""


class NotThere(Exception):
    """No server listens."""


class AdminSocket:
    """The server's end."""

    def __init__(self, path: Path, run: Run) -> None:
        self._path = path
        self._run = run
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen. What an earlier process left there is removed: whoever owns the store is the only one."""
        self._path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with _short(self._path) as address:
            listener.bind(address)
            self._path.chmod(MODE)
        self._server = await asyncio.start_unix_server(self._answer, sock=listener, limit=MAX_LINE)

    async def stop(self) -> None:
        """Close, and leave no socket behind that nobody answers."""
        if self._server:
            self._server.close()
            await self._server.wait_closed()
            self._path.unlink(missing_ok=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            order = msgspec.json.decode(await reader.readline(), type=Order)
            log.info("admin", command=order.command)
            writer.write(msgspec.json.encode(await self._result(order)) + b"\n")
            await writer.drain()
        except (msgspec.MsgspecError, ValueError, ConnectionError):
            log.warning("admin order not understood")
        finally:
            writer.close()

    async def _result(self, order: Order) -> Result:
        try:
            return Result(value=await self._run(order.command, order.arguments))
        except (Refused, AppError) as error:
            return Result(refusal=str(error))
        except Exception as error:  # loop top: request; the operator sees the reason in the log
            log.error("admin command failed", command=order.command, exc_info=error)
            return Result(refusal="it failed on the server; the reason is in its log")


async def ask(path: Path, command: str, arguments: dict[str, Any]) -> Any:
    """Let the running server do it.

    Raises NotThere, Refused.
    """
    try:
        with _short(path) as address:
            reader, writer = await asyncio.open_unix_connection(address, limit=MAX_LINE)
    except (FileNotFoundError, ConnectionRefusedError) as error:
        raise NotThere from error
    except PermissionError as error:
        raise Refused(f"{path} is another user's. Run this as the user who runs the server.") from error
    try:
        writer.write(msgspec.json.encode(Order(command, arguments)) + b"\n")
        await writer.drain()
        line = await reader.readline()
    finally:
        writer.close()
    if not line:
        raise Refused("the server ended before it answered")
    result = msgspec.json.decode(line, type=Result)
    if result.refusal is not None:
        raise Refused(result.refusal)
    return result.value


@contextlib.contextmanager
def _short(path: Path) -> Iterator[str]:
    """An address that fits: a deep folder is named by a handle of it."""
    if len(os.fsencode(path)) <= MAX_PATH:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
