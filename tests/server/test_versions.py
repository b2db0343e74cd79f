"""A version in the header is the version of the body (H1 to H3)."""

from typing import Any

import pytest
from litestar import get, patch

from openline.kit.errors import VersionConflict
from openline.kit.wire import Answer
from openline.kit.wire import Request as Body
from tests.server.conftest import MakeClient


class Edit(Body, frozen=True, kw_only=True):
    name: str
    version: int | None = None


class Plain(Body, frozen=True):
    name: str


class Shown(Answer, frozen=True, kw_only=True):
    version: int


@get("/api/v1/things/{thing_id:str}")
async def show(thing_id: str) -> Shown:
    return Shown(version=len(thing_id))


@patch("/api/v1/things/{thing_id:str}")
async def edit(thing_id: str, data: Edit) -> Shown:
    if data.version not in {None, len(thing_id)}:
        raise VersionConflict
    return Shown(version=len(thing_id) + 1)


@patch("/api/v1/keys")
async def by_key(data: dict[str, Any]) -> dict[str, Any]:
    return data


@patch("/api/v1/plain")
async def plain(data: Plain) -> dict[str, str]:
    return {"name": data.name}


HANDLERS = (show, edit, by_key, plain)


async def test_an_answer_shows_its_version(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).get("/api/v1/things/seven77")
    assert answer.headers["etag"] == '"7"'


@pytest.mark.parametrize("header", ['"7"', "7", 'W/"7"', ' "7" ', "*"])
async def test_the_version_that_was_read_passes(make_client: MakeClient, header: str) -> None:
    client = make_client(*HANDLERS)
    answer = await client.patch("/api/v1/things/seven77", json={"name": "x"}, headers={"if-match": header})
    assert (answer.status_code, answer.headers["etag"]) == (200, '"8"')


async def test_another_one_is_a_conflict(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).patch(
        "/api/v1/things/seven77", json={"name": "x"}, headers={"if-match": '"6"'}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "version_conflict")


@pytest.mark.parametrize("header", ['"6", "7"', "seven", "", '"-1"', '"' + "9" * 30 + '"', '"8"'])
async def test_what_is_no_version_or_another_than_the_bodys_is_refused(make_client: MakeClient, header: str) -> None:
    body = {"name": "x", "version": 7}
    answer = await make_client(*HANDLERS).patch("/api/v1/things/seven77", json=body, headers={"if-match": header})
    assert (answer.status_code, answer.json()["field"]) == (422, "If-Match")


async def test_changes_by_key_have_it_among_their_keys(make_client: MakeClient) -> None:
    client = make_client(*HANDLERS)
    answer = await client.patch("/api/v1/keys", json={"a.b": 1}, headers={"if-match": '"3"'})
    assert answer.json() == {"a.b": 1, "version": 3}


async def test_a_body_without_versions_is_as_before(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).patch("/api/v1/plain", json={"name": "x"}, headers={"if-match": '"3"'})
    assert answer.json() == {"name": "x"}
