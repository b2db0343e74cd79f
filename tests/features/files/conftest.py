"""Files over HTTP, as the server hands them out: a folder for the bytes, callers named by plain headers."""

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from openline.features.files.api import HANDLERS
from openline.features.files.service import Doors, Files, Storage, Tools, open_storage
from openline.features.files.types import Limits, Place
from openline.features.people.types import Actor, Need, Role
from openline.kit.clock import Clock
from openline.kit.i18n import load_texts
from openline.kit.secrets import Keyring
from openline.server.app import Parts, create
from openline.server.edge import App
from openline.server.errors import Problems
from openline.server.inject import Dependencies
from openline.server.metrics import Metrics
from openline.server.proxies import Proxies
from openline.store import Store, View

ACCOUNT = 1
CONVERSATION = 700


@dataclass(frozen=True, slots=True)
class WidgetVisitor:
    account_id: int
    connection_id: int
    visitor_id: int


class Sight:
    """Who sees which conversation, in place of the conversations' door."""

    def __init__(self) -> None:
        self.allowed: set[tuple[int, int]] = set()

    async def __call__(self, view: View, actor: Actor, conversation_id: int) -> bool:
        return (actor.person_id, conversation_id) in self.allowed


async def place_of(view: View, conversation_id: int) -> Place | None:
    """Every conversation is there, and its channel has the number after it."""
    return Place(channel_id=conversation_id + 1, session_id=None, audience=(3,))


@pytest.fixture
def sight() -> Sight:
    return Sight()


@pytest.fixture
def keyring() -> Keyring:
    return Keyring(b"k" * 32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def storage(folder: Path) -> Storage:
    return open_storage(None, folder)


@pytest.fixture
def tools(clock: Clock) -> Tools:
    """What looks at files; a test that wants more of it has a `tools` of its own."""
    return Tools(clock=clock, place_of=place_of, limits=Limits())


@pytest.fixture
def files(store: Store, storage: Storage, keyring: Keyring, sight: Sight, tools: Tools) -> Files:
    return Files(store, storage, Doors(keyring=keyring, may_see=sight, may_look=sight), tools)


async def _actor(request: Any, known: Any) -> Actor:
    account = int(request.headers.get("x-account", ACCOUNT))
    person = int(request.headers.get("x-person", 1))
    named = request.headers.get("x-scopes")
    scopes = frozenset({Need(named)}) if named else None
    return Actor(account_id=account, person_id=person, role=Role.AGENT, locale="en", scopes=scopes)


async def _visitor(request: Any, known: Any) -> WidgetVisitor:
    return WidgetVisitor(ACCOUNT, 5, int(request.headers.get("x-visitor", 9)))


@pytest.fixture
def app(store: Store, files: Files, tmp_path: Path) -> App:
    return create(
        Parts(
            handlers=HANDLERS,
            dependencies=Dependencies(
                constant={"files": files, "store": store}, per_request={"actor": _actor, "uploader": _visitor}
            ),
            problems=Problems(load_texts()),
            metrics=Metrics(),
            proxies=Proxies(()),
            static=tmp_path / "static",
        )
    )


@pytest.fixture
async def client(app: App) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://openline.test") as opened:
        yield opened


def as_person(person_id: int, account_id: int = ACCOUNT) -> dict[str, str]:
    return {"x-person": str(person_id), "x-account": str(account_id)}


def picture(width: int = 8, height: int = 4, kind: str = "PNG") -> bytes:
    """A real picture."""
    content = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(content, kind)
    return content.getvalue()


def kept(folder: Path) -> list[Path]:
    """The objects in the folder."""
    return [path for path in folder.rglob("*") if path.is_file()]
