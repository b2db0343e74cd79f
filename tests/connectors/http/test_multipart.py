"""Files on their way out: streamed, whole to the byte, and never half a request taken for one."""

import io
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from ipaddress import ip_network

import pytest
from multipart import MultipartParser, parse_options_header

from openline.connectors.base import FailureKind, FetchRefused, Form, Upload, WireCall, WireFailure, WireResponse
from openline.connectors.http import Binding, Guard, MemoryBuckets, Outbound
from openline.connectors.http.redact import Redactor
from openline.kit.clock import Clock
from tests.support.http_server import Connection, HttpServer, Seen, reply

PIECE = 64 * 1024


class Shelf:
    """Files of ours, handed out in pieces; notes which are open."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.opened: list[str] = []
        self.closed: list[str] = []
        self.largest = 0

    async def open(self, file_id: str) -> AsyncGenerator[bytes, None]:
        if file_id not in self._files:
            raise FetchRefused("gone")
        self.opened.append(file_id)
        content = self._files[file_id]
        try:
            for start in range(0, len(content), PIECE):
                chunk = content[start : start + PIECE]
                self.largest = max(self.largest, len(chunk))
                yield chunk
        finally:
            self.closed.append(file_id)


@pytest.fixture
async def outbound() -> AsyncIterator[Outbound]:
    opened = Outbound(Guard([ip_network("127.0.0.0/8")]), MemoryBuckets(Clock().now), Clock().now)
    yield opened
    await opened.close()


async def yes(seen: Seen, _: Connection) -> bytes:
    return reply(200, {"ok": True})


def upload(size: int, *, file_id: str = "f1", name: str = "a.bin") -> Upload:
    return Upload(field="document", file_id=file_id, name=name, mime_type="application/pdf", size=size)


async def post(outbound: Outbound, server: HttpServer, form: Form, shelf: Shelf | None) -> WireResponse | WireFailure:
    binding = Binding(connector="pigeon", connection="c1", hosts=("127.0.0.1",), rates=(), redactor=Redactor([]))
    return await outbound.bound(binding, shelf).call(WireCall(name="send", url=f"{server.url}/send", form=form))


def parts(seen: Seen) -> list[tuple[str, str | None, str, bytes]]:
    """Name, file name, type and bytes of every part, as a parser that is not ours reads them."""
    kind, options = parse_options_header(seen.headers["content-type"])
    assert kind == "multipart/form-data"
    parser = MultipartParser(io.BytesIO(seen.body), options["boundary"], int(seen.headers["content-length"]))
    found = []
    for part in parser:
        found.append((part.name, part.filename, part.content_type, part.raw))
        part.close()
    return found


async def test_a_form_arrives_whole(outbound: Outbound) -> None:
    content = bytes(range(256)) * 2_000
    shelf = Shelf({"f1": content, "f2": b""})
    form = Form(
        fields=(("chat_id", "7"), ("caption", "Xin chào\r\nbạn")),
        files=(upload(len(content)), upload(0, file_id="f2", name="empty.bin")),
    )
    async with HttpServer(yes) as server:
        answer = await post(outbound, server, form, shelf)
    assert isinstance(answer, WireResponse)
    (seen,) = server.seen
    assert "transfer-encoding" not in seen.headers
    assert parts(seen) == [
        ("chat_id", None, "text/plain", b"7"),
        ("caption", None, "text/plain", "Xin chào\r\nbạn".encode()),
        ("document", "a.bin", "application/pdf", content),
        ("document", "empty.bin", "application/pdf", b""),
    ]
    assert shelf.closed == ["f1", "f2"]
    assert shelf.largest == PIECE


async def test_a_name_cannot_break_out_of_its_header(outbound: Outbound) -> None:
    name = 'hoá "đơn"\r\nx-evil: 1.pdf'
    shelf = Shelf({"f1": b"abc"})
    async with HttpServer(yes) as server:
        await post(outbound, server, Form(files=(upload(3, name=name),)), shelf)
    (seen,) = server.seen
    assert 'filename="hoá %22đơn%22%0D%0Ax-evil: 1.pdf"\r\n'.encode() in seen.body
    assert parts(seen) == [("document", name, "application/pdf", b"abc")]


async def test_a_type_that_is_none_is_any(outbound: Outbound) -> None:
    odd = Upload(field="document", file_id="f1", name="a", mime_type="text/x\r\nx-evil: 1", size=1)
    async with HttpServer(yes) as server:
        await post(outbound, server, Form(files=(odd,)), Shelf({"f1": b"a"}))
    assert parts(server.seen[0])[0][2] == "application/octet-stream"


@pytest.mark.parametrize("size", [PIECE - 1, PIECE + 1, 5 * PIECE])
async def test_a_file_that_has_changed_is_no_message(outbound: Outbound, size: int) -> None:
    shelf = Shelf({"f1": b"x" * PIECE})
    async with HttpServer(yes) as server:
        answer = await post(outbound, server, Form(files=(upload(size),)), shelf)
    assert answer == WireFailure(kind=FailureKind.NO_FILE, reached=False, detail="changed")
    assert server.seen == []
    assert shelf.closed == ["f1"]


@pytest.mark.parametrize("shelf", [Shelf({}), None])
async def test_a_file_that_is_gone_is_named(outbound: Outbound, shelf: Shelf | None) -> None:
    async with HttpServer(yes) as server:
        answer = await post(outbound, server, Form(files=(upload(3),)), shelf)
    assert answer == WireFailure(kind=FailureKind.NO_FILE, reached=False, detail="gone")
    assert server.seen == []


async def test_a_cut_in_the_middle_closes_the_file(outbound: Outbound) -> None:
    async def hang_up(seen: Seen, _: Connection) -> None:
        return None

    shelf = Shelf({"f1": b"x" * PIECE})
    async with HttpServer(hang_up) as server:
        answer = await post(outbound, server, Form(files=(upload(PIECE),)), shelf)
    assert answer == WireFailure(kind=FailureKind.CUT, reached=True)
    assert shelf.closed == ["f1"]
    assert len(server.seen) == 1
