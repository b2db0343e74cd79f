"""Frames as text. The expensive part is encoded once and shared by every socket; only `prev` differs."""

from typing import Any

import msgspec

from openline.kit.wire import encode, instant

PONG = '{"type":"pong"}'
SNAPSHOT_NEEDED = '{"type":"snapshot_needed"}'
RESYNC = '{"type":"resync"}'


class Numbered:
    """A frame with a place in an order: `seq` of the account for agents, `number` of the conversation for customers.

    A lost one stands for a fact that could not be shown: it takes its place in the chain, so that the listener
    sees a gap and asks again.
    """

    __slots__ = ("_head", "_tail", "_texts", "lost", "order")

    def __init__(self, name: str, order: int, at: int, shown: tuple[str, bytes] | None) -> None:
        self.order = order
        self.lost = shown is None
        kind, data = shown or ("", b"null")
        self._head = f'{{"{name}":{order},"prev":'
        self._tail = f',"at":"{instant(at)}","type":"{kind}","data":{data.decode()}}}'
        self._texts: dict[int, str] = {}

    def text(self, prev: int) -> str:
        """The frame for a listener whose last one was `prev`."""
        known = self._texts.get(prev)
        if known is None:
            known = self._texts[prev] = f"{self._head}{prev}{self._tail}"
        return known


def data_of(kind: str, data: msgspec.Struct) -> tuple[str, bytes]:
    """The type of a frame and its encoded data. A struct may name another type than the fact's kind."""
    return getattr(type(data), "frame_type", kind), encode(data)


def loose(kind: str, data: Any) -> str:
    """An unnumbered frame."""
    return encode({"type": kind, "data": data}).decode()


def hello(seq: int, person_id: int, now: int) -> str:
    """The first frame to an agent."""
    return f'{{"type":"hello","seq":{seq},"person_id":"{person_id}","node_time":"{instant(now)}"}}'


def customer_hello(number: int) -> str:
    """The first frame to a customer."""
    return f'{{"type":"hello","number":{number}}}'
