"""Viruses: nobody gets one, against a real clamd; and what happens when it is silent."""

import asyncio
import contextlib
import dataclasses
from pathlib import Path

import httpx
import pytest

from openline.features.files.events import FileChanged
from openline.features.files.repository import FILES
from openline.features.files.scanner import Clamd, Clean, Infected, Silent
from openline.features.files.service import Files, Owner, OwnerKind, Storage, Tools, attach, files_of
from openline.features.files.service.chores import Chores
from openline.features.files.types import Limits
from openline.kit.clock import DAY, HOUR, Clock
from openline.store import Store, UnitOfWork
from tests.features.files.coming import announce, do_all, in_pieces, row_of
from tests.features.files.conftest import ACCOUNT, CONVERSATION, Sight, as_person, kept, picture, place_of
from tests.features.files.test_attach import upload
from tests.support.clamd import STREAM_MAX_BYTES, VIRUS, VIRUS_NAME, ClamdServer, clamd
from tests.support.store import Published

__all__ = ["clamd"]

NOBODY = "tcp://127.0.0.1:1"
ALICE = Owner(ACCOUNT, OwnerKind.PERSON, 1)


@pytest.fixture
def fails() -> str:
    """What happens when the scanner is silent."""
    return "closed"


@pytest.fixture
def scanner(clamd: ClamdServer) -> Clamd:
    return Clamd(clamd.tcp)


@pytest.fixture
def tools(clock: Clock, scanner: Clamd, fails: str) -> Tools:
    return Tools(clock=clock, place_of=place_of, limits=Limits(), scanner=scanner, fail_open=fails == "open")


@pytest.mark.parametrize("way", ["tcp", "unix"])
@pytest.mark.parametrize(
    ("content", "verdict"),
    [(b"hello", Clean()), (VIRUS, Infected(VIRUS_NAME)), (bytes(1_500_000), Clean())],
    ids=["a text", "a virus", "a large one"],
)
async def test_both_ways_to_the_scanner(
    clamd: ClamdServer, way: str, content: bytes, verdict: Clean | Infected
) -> None:
    assert await Clamd(getattr(clamd, way)).scan(in_pieces(content)) == verdict


async def test_many_ask_the_scanner_at_once(scanner: Clamd) -> None:
    asked = [scanner.scan(in_pieces(VIRUS if number % 2 else b"text")) for number in range(20)]
    assert await asyncio.gather(*asked) == [Clean(), Infected(VIRUS_NAME)] * 10


async def test_more_than_the_scanner_takes_has_no_verdict(scanner: Clamd) -> None:
    assert isinstance(await scanner.scan(in_pieces(bytes(STREAM_MAX_BYTES + 1))), Silent)


@pytest.mark.parametrize("url", [NOBODY, "unix:///nowhere/clamd.ctl"])
async def test_a_scanner_that_is_away_is_silent(url: str) -> None:
    assert isinstance(await Clamd(url).scan(in_pieces(b"text")), Silent)


@pytest.mark.parametrize("reply", [b"", b"stream: OK", b"nonsense\0", b"x" * 10_000])
async def test_what_the_scanner_stammers_is_no_verdict(reply: bytes) -> None:
    async def stammer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(bytes(4))
        writer.write(reply)
        writer.close()

    async with await asyncio.start_server(stammer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert isinstance(await Clamd(f"tcp://127.0.0.1:{port}").scan(in_pieces(b"text")), Silent)


async def test_a_scanner_that_never_answers_is_silent() -> None:
    hung_up = asyncio.Event()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            await reader.read()
        writer.close()
        hung_up.set()

    async with await asyncio.start_server(listen, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        verdict = await Clamd(f"tcp://127.0.0.1:{port}", scan_s=0.2).scan(in_pieces(b"text"))
        await hung_up.wait()
    assert verdict == Silent("no answer in time")


@pytest.mark.parametrize("path", ["/api/v1/files", "/widget/v1/files"])
async def test_an_infected_upload_is_refused_by_name(client: httpx.AsyncClient, files: Files, path: str) -> None:
    answer = await client.post(path, files={"file": ("a.txt", VIRUS)})
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["virus"]) == (422, "file_infected", VIRUS_NAME)
    assert VIRUS_NAME in problem["detail"]


async def test_nothing_is_left_of_a_virus(
    client: httpx.AsyncClient, files: Files, store: Store, folder: Path, clock: Clock
) -> None:
    await client.post("/api/v1/files", files={"file": ("a.txt", VIRUS)})
    await do_all(files.chores)
    assert kept(folder) == []
    clock.advance(DAY + HOUR)
    assert await files.sweep() == 1  # its row


async def test_a_clean_upload_can_be_sent_at_once(files: Files, store: Store) -> None:
    row = await row_of(store, await upload(files))
    assert (row.state, row.reason) == ("ready", None)


async def test_a_virus_of_a_platform_is_shown_as_blocked(
    files: Files, store: Store, folder: Path, published: Published
) -> None:
    row = await announce(store, name="a.txt")
    await files.fetch_into(row.id, in_pieces(VIRUS))
    (file,) = await store.read(files_of, ACCOUNT, [row.id])
    assert (file.state, file.reason) == ("blocked", f"infected:{VIRUS_NAME}")
    # First it was there and being scanned, then it was blocked.
    assert len([fact for fact in published.facts if isinstance(fact, FileChanged)]) == 2
    await do_all(files.chores)
    assert kept(folder) == []
    assert (await row_of(store, row.id)).due_at is None


async def test_a_scan_that_died_with_its_process_is_done_by_another(files: Files, store: Store, clock: Clock) -> None:
    row = await announce(store, name="a.txt")
    await files.fetch_into(row.id, in_pieces(b"text"))

    # As it stands between being kept and being scanned.
    async def back(uow: UnitOfWork, file_id: int) -> None:
        held = await FILES.hold(uow, file_id)
        assert held is not None
        FILES.change(uow, held, state="scanning", due_at=uow.now + HOUR)

    await store.commit(back, row.id)
    assert await do_all(files.chores) == 0  # the lease
    clock.advance(2 * HOUR)
    assert await do_all(files.chores) == 1
    assert (await row_of(store, row.id)).state == "attached"


class TestSilence:
    """The scanner is away."""

    @pytest.fixture
    def scanner(self) -> Clamd:
        return Clamd(NOBODY)

    async def test_nobody_gets_what_nobody_has_scanned(
        self, client: httpx.AsyncClient, files: Files, store: Store, sight: Sight
    ) -> None:
        sight.allowed.add((1, CONVERSATION))
        file = (await client.post("/api/v1/files", files={"file": ("a.png", picture())})).json()
        assert (file["state"], file["reason"]) == ("scanning", "scan_unavailable")
        # It can be sent all the same; whoever sees the message waits.
        await store.commit(attach, ACCOUNT, [int(file["id"])], ALICE, CONVERSATION)
        for path in (file["url"], f"{file['url']}/thumb"):
            answer = await client.get(path, headers=as_person(1))
            assert (answer.status_code, answer.json()["code"]) == (409, "file_not_ready")

    async def test_it_is_asked_again_until_it_answers(
        self, files: Files, storage: Storage, tools: Tools, store: Store, clamd: ClamdServer, clock: Clock
    ) -> None:
        clean, bad = await announce(store, name="a.txt"), await announce(store, name="b.txt")
        await files.fetch_into(clean.id, in_pieces(b"text"))
        await files.fetch_into(bad.id, in_pieces(VIRUS))
        for _ in range(5):
            clock.advance(HOUR)
            assert await do_all(files.chores) == 2
        back = Chores(store, storage, dataclasses.replace(tools, scanner=Clamd(clamd.unix)))
        clock.advance(HOUR)
        await do_all(back)
        assert (await row_of(store, clean.id)).state == "attached"
        assert (await row_of(store, clean.id)).reason is None
        assert (await row_of(store, bad.id)).state == "blocked"

    async def test_after_a_day_of_silence_it_is_blocked(self, files: Files, store: Store, clock: Clock) -> None:
        row = await announce(store, name="a.txt")
        await files.fetch_into(row.id, in_pieces(b"text"))
        clock.advance(DAY + HOUR)
        await do_all(files.chores)
        (file,) = await store.read(files_of, ACCOUNT, [row.id])
        assert (file.state, file.reason) == ("blocked", "scan_unavailable")

    @pytest.mark.parametrize("fails", ["open"])
    async def test_where_the_operator_says_so_it_is_let_through_and_says_so(self, files: Files, store: Store) -> None:
        row = await announce(store, name="a.txt")
        await files.fetch_into(row.id, in_pieces(b"text"))
        (file,) = await store.read(files_of, ACCOUNT, [row.id])
        assert (file.state, file.reason) == ("ready", "scan_unavailable")
