"""Handlers get what they name, in order, once per request; what nobody provides is found when assembling."""

from typing import Any

import pytest
from litestar import Request, Response, get, post

from openline.kit.errors import LoginNeeded
from openline.kit.wire import Request as Body
from openline.server.inject import NotProvided
from tests.server.conftest import MakeClient


class Ask(Body, frozen=True):
    text: str


@get("/api/v1/plain/{name:str}")
async def plain(name: str, store: str, who: str, limit: int = 5) -> dict[str, Any]:
    return {"name": name, "store": store, "who": who, "limit": limit}


@post("/api/v1/asked", status_code=202)
async def asked(request: Request[Any, Any, Any], data: Ask, greeting: str) -> dict[str, str]:
    return {"path": request.url.path, "text": data.text, "greeting": greeting}


@post("/api/v1/optional", status_code=200)
async def optional(data: Ask | None) -> dict[str, bool]:
    return {"absent": data is None}


@get("/api/v1/own")
async def own(who: str) -> Response[str]:
    return Response(who, media_type="text/plain", headers={"x-own": "yes"})


@post("/api/v1/silent", status_code=204)
async def silent(who: str) -> None:
    assert who


async def who_asks(connection: Any, _: dict[str, Any]) -> str:
    if "x-name" not in connection.headers:
        raise LoginNeeded
    return str(connection.headers["x-name"])


async def greet(_: Any, known: dict[str, Any]) -> str:
    return f"hello {known.get('who', 'stranger')}"


PER_REQUEST = {"who": who_asks, "greeting": greet}
HANDLERS = (plain, asked, optional, own, silent)
ANNA = {"x-name": "anna"}


async def test_constants_and_providers_stand_beside_path_and_query(make_client: MakeClient) -> None:
    client = make_client(*HANDLERS, constant={"store": "s"}, per_request=PER_REQUEST)
    answer = await client.get("/api/v1/plain/x?limit=7", headers=ANNA)
    assert answer.json() == {"name": "x", "store": "s", "who": "anna", "limit": 7}


async def test_a_provider_runs_only_for_who_names_it(make_client: MakeClient) -> None:
    client = make_client(*HANDLERS, per_request=PER_REQUEST)
    answer = await client.post("/api/v1/asked", json={"text": "t"})
    assert (answer.status_code, answer.json()["greeting"]) == (202, "hello stranger")


async def test_who_may_not_is_told_before_the_body_is_read(make_client: MakeClient) -> None:
    @post("/api/v1/guarded")
    async def guarded(who: str, data: Ask) -> dict[str, str]:
        return {"who": who, "text": data.text}

    client = make_client(guarded, per_request=PER_REQUEST)
    assert (await client.post("/api/v1/guarded", content=b"{")).status_code == 401


@pytest.mark.parametrize(("body", "absent"), [(b"", True), (b'{"text": "t"}', False)])
async def test_a_body_may_be_left_out_where_that_is_said(make_client: MakeClient, body: bytes, *, absent: bool) -> None:
    headers = {"content-type": "application/json"} if body else {}
    answer = await make_client(*HANDLERS, per_request=PER_REQUEST).post(
        "/api/v1/optional", content=body, headers=headers
    )
    assert answer.json() == {"absent": absent}


async def test_answers_that_a_handler_makes_itself_stay_as_they_are(make_client: MakeClient) -> None:
    client = make_client(*HANDLERS, per_request=PER_REQUEST)
    answer = await client.get("/api/v1/own", headers=ANNA)
    assert (answer.text, answer.headers["x-own"]) == ("anna", "yes")
    silence = await client.post("/api/v1/silent", headers=ANNA)
    assert (silence.status_code, silence.content) == (204, b"")


class Desk:
    """Something that bootstrap would have to build."""


@get("/api/v1/forgotten")
async def forgotten(desk: Desk) -> dict[str, str]:
    return {"desk": str(desk)}


def test_what_nobody_provides_is_found_before_the_server_starts(make_client: MakeClient) -> None:
    with pytest.raises(NotProvided, match="forgotten asks for desk"):
        make_client(forgotten)
