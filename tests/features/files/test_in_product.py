"""Files in the whole product: what a customer sends is shown to an agent as soon as it has been looked at."""

import io
from typing import Any

import msgspec
import pytest
from PIL import Image

from openline.features.files.events import FileChanged
from openline.realtime.frames import AgentFrames, FileFrame
from openline.store import Logged
from openline.store.log import AFTER
from tests.features.files.test_looking import photo
from tests.support.product import Product
from tests.support.waiting import until_async


async def test_a_customers_photo_reaches_the_desk_small_and_without_its_place(product: Product) -> None:
    visitor, desk = await product.widget(), await product.login("admin")
    bearer = {"authorization": f"Bearer {visitor.token}"}
    content = photo(1_600, 800, turned=6)
    uploaded = await visitor.http.post("/widget/v1/files", files={"file": ("a.jpg", content)}, headers=bearer)
    assert uploaded.status_code == 201, uploaded.text
    body = {"client_id": "c1", "text": "look", "files": [uploaded.json()["id"]]}
    written = await visitor.call("POST", "/messages", body)
    assert written.status_code == 201, written.text

    async def seen() -> dict[str, Any] | None:
        for talk in (await desk.get("/conversations"))["items"]:
            for message in (await desk.get(f"/conversations/{talk['id']}/messages"))["items"]:
                for file in message["files"]:
                    if file["id"] == uploaded.json()["id"] and file["thumb_url"]:
                        return file  # type: ignore[no-any-return]
        return None

    file = await until_async(seen, "small picture")
    assert (file["kind"], file["state"], file["width"], file["height"]) == ("image", "ready", 800, 1_600)
    small = await desk.http.get(file["preview_url"])
    assert Image.open(io.BytesIO(small.content)).size == (640, 1_280)

    # And the screens that were open have been told.
    store, account = product.application.base.store, int(desk.me["account"]["id"])
    logged = await store.read(lambda view: view.list(AFTER, account_id=account, since=0, limit=5_000))
    told = [entry for entry in logged if isinstance(entry.fact, FileChanged)]
    assert len(told) == 1
    shown = await store.read(lambda view: _frame(view, told[0]))
    assert msgspec.to_builtins(shown)["file"] == file


async def _frame(view: Any, logged: Logged) -> FileFrame:
    frame = await AgentFrames(lambda name: pytest.fail("no platform is asked")).frame(view, logged)
    assert isinstance(frame, FileFrame)
    return frame
