"""Routes that are called without the framework answer as if it stood between."""

from typing import Any

import pytest
from litestar import get, post

from openline.kit.errors import TooMany
from openline.kit.wire import Request as Body
from tests.server.conftest import MakeClient


class Say(Body, frozen=True):
    text: str


@post("/api/v1/said")
async def said(data: Say) -> dict[str, str]:
    if data.text == "bug":
        raise RuntimeError("nobody expected this")
    if data.text == "much":
        raise TooMany(retry_after=7)
    return {"text": data.text}


@get("/api/v1/found")
async def found(limit: int = 5) -> dict[str, int]:
    return {"limit": limit}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/api/v1/said", {"text": "x"}, 201, None),
        ("POST", "/api/v1/said?and=more", {"text": "x"}, 201, None),
        ("POST", "/api/v1/said/", {"text": "x"}, 201, None),  # by the framework
        ("POST", "/api/v1/said", {"text": 1}, 422, "invalid_field"),
        ("POST", "/api/v1/said", {"text": "much"}, 429, "too_many"),
        ("POST", "/api/v1/said", {"text": "bug"}, 500, "internal"),
        ("GET", "/api/v1/said", None, 405, "method_not_allowed"),
    ],
)
async def test_a_direct_route_answers_like_any_other(
    make_client: MakeClient, method: str, path: str, body: Any, status: int, code: str | None
) -> None:
    answer = await make_client(said, found).request(method, path, json=body)
    assert (answer.status_code, answer.json().get("code")) == (status, code)


async def test_it_is_counted_under_its_own_name(make_client: MakeClient) -> None:
    client = make_client(said)
    await client.post("/api/v1/said", json={"text": "x"})
    await client.post("/api/v1/said", json={"text": "much"})
    text = (await client.get("/metrics")).text
    for status in (201, 429):
        assert f'openline_http_requests_total{{method="POST",route="/api/v1/said",status="{status}"}} 1.0' in text


async def test_what_stands_in_a_query_is_still_found(make_client: MakeClient) -> None:
    assert (await make_client(found).get("/api/v1/found?limit=3")).json() == {"limit": 3}


async def test_a_misspelt_question_is_refused(make_client: MakeClient) -> None:
    answer = await make_client(found).get("/api/v1/found?limit=3&limits=4")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "unknown_field", "limits")
