"""What is written in one pass of the loop goes out as one piece, in order, and nothing is held back by a close."""

import asyncio
from collections.abc import Callable

from openline.server.protocol import MOST_GATHERED_BYTES, Gathered


class Wire(asyncio.Transport):
    """A transport that keeps what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[bytes | str] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.told.append(bytes(data))

    def write_eof(self) -> None:
        self.told.append("eof")

    def close(self) -> None:
        self.told.append("close")

    def is_closing(self) -> bool:
        return "close" in self.told

    def get_write_buffer_size(self) -> int:
        return 42


async def _after(doing: Callable[[Gathered], None]) -> list[bytes | str]:
    wire = Wire()
    doing(Gathered(wire, asyncio.get_running_loop()))
    await asyncio.sleep(0)
    return wire.told


async def test_a_head_and_its_body_are_one_piece() -> None:
    def answer(gathered: Gathered) -> None:
        gathered.write(b"HTTP/1.1 200 OK\r\n\r\n")
        gathered.writelines([b"bo", b"dy"])

    assert await _after(answer) == [b"HTTP/1.1 200 OK\r\n\r\nbody"]


async def test_passes_keep_their_order() -> None:
    wire = Wire()
    gathered = Gathered(wire, asyncio.get_running_loop())
    for piece in (b"one", b"two"):
        gathered.write(piece)
        await asyncio.sleep(0)
    assert wire.told == [b"one", b"two"]


async def test_nothing_is_lost_by_closing() -> None:
    def leave(gathered: Gathered) -> None:
        gathered.write(b"goodbye")
        gathered.write_eof()
        gathered.close()
        gathered.write(b"too late")

    assert await _after(leave) == [b"goodbye", "eof", "close"]


async def test_much_is_written_at_once() -> None:
    """Else a writer would never be told to wait for a slow reader."""
    wire = Wire()
    gathered = Gathered(wire, asyncio.get_running_loop())
    gathered.write(b"x" * (MOST_GATHERED_BYTES + 1))
    assert len(wire.told) == 1
    assert gathered.get_write_buffer_size() == 42
