"""A version in the header is the version of the body (H1 to H3)."""

from typing import Any

import pytest
from litestar import delete, get, patch

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


@patch("/api/v1/maybe")
async def maybe(data: Edit | None = None) -> dict[str, bool]:
    return {"given": data is not None}


@delete("/api/v1/things/{thing_id:str}")
async def remove(thing_id: str) -> None:
    del thing_id


HANDLERS = (show, edit, by_key, plain, maybe, remove)


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


WRONG = ['"6", "7"', "seven", "", '"-1"', '"' + "9" * 30 + '"', '"7', '7"', '"007"', '"8"']


@pytest.mark.parametrize("header", WRONG)
async def test_what_is_no_version_or_another_than_the_bodys_is_refused(make_client: MakeClient, header: str) -> None:
    body = {"name": "x", "version": 7}
    answer = await make_client(*HANDLERS).patch("/api/v1/things/seven77", json=body, headers={"if-match": header})
    assert (answer.status_code, answer.json()["field"]) == (422, "If-Match")


async def test_changes_by_key_have_it_among_their_keys(make_client: MakeClient) -> None:
    client = make_client(*HANDLERS)
    answer = await client.patch("/api/v1/keys", json={"a.b": 1}, headers={"if-match": '"3"'})
    assert answer.json() == {"a.b": 1, "version": 3}


@pytest.mark.parametrize(("method", "path"), [("PATCH", "/api/v1/plain"), ("DELETE", "/api/v1/things/seven77")])
async def test_what_has_no_version_does_not_seem_to_obey_one(make_client: MakeClient, method: str, path: str) -> None:
    client, body = make_client(*HANDLERS), {"name": "x"} if method == "PATCH" else None
    refused = await client.request(method, path, json=body, headers={"if-match": '"3"'})
    assert (refused.status_code, refused.json()["field"]) == (422, "If-Match")
    for given in ({}, {"if-match": "*"}):
        assert (await client.request(method, path, json=body, headers=given)).status_code < 300


async def test_a_body_that_may_be_absent_is_refused_with_a_version_it_cannot_have(make_client: MakeClient) -> None:
    for content in (b"", b"null"):
        answer = await make_client(*HANDLERS).patch(
            "/api/v1/maybe", content=content, headers={"if-match": '"3"', "content-type": "application/json"}
        )
        assert (answer.status_code, answer.json()["field"]) == (422, "If-Match")
