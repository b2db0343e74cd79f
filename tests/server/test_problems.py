"""Refusals are problem details: coded, in the caller's language, naming the field, and leaking nothing."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import pytest
import structlog
from litestar import Request, get, post
from litestar.params import Parameter

from openline.kit.errors import AppError, TooMany
from openline.kit.wire import Request as Body
from openline.kit.wire import Secret
from tests.server.conftest import MakeClient


class Line(Body, frozen=True):
    text: str
    amount: int = 1
    password: Secret | None = None


class Order(Body, frozen=True):
    lines: list[Line]


@post("/api/v1/orders", status_code=200)
async def order(data: Order) -> dict[str, int]:
    return {"lines": len(data.lines)}


@get("/api/v1/orders")
async def orders(limit: Annotated[int, Parameter(ge=1, le=10)] = 5) -> dict[str, int]:
    return {"limit": limit}


class NotFree(AppError):
    code = "no_free_slot"
    status = 409


@post("/api/v1/refused", status_code=200)
async def refused() -> None:
    raise NotFree(most=3)


@post("/api/v1/slower", status_code=200)
async def slower() -> None:
    raise TooMany(retry_after=7)


@post("/api/v1/broken", status_code=200)
async def broken() -> None:
    raise ZeroDivisionError("password is hunter2")


@post("/api/v1/echo", status_code=200)
async def echo(request: Request[Any, Any, Any]) -> dict[str, int]:
    return {"size": len(await request.body())}


HANDLERS = (order, orders, refused, slower, broken, echo)


async def test_a_refusal_is_coded_and_has_its_data(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).post("/api/v1/refused")
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["type"], body["code"], body["status"]) == ("/errors/no_free_slot", "no_free_slot", 409)
    assert body["most"] == 3
    assert body["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("asked", "language"),
    [("vi-VN,vi;q=0.9,en;q=0.8", "vi"), ("ru", "ru"), ("de-DE,de", "en"), ("", "en")],
)
async def test_the_title_is_in_the_language_of_the_browser(make_client: MakeClient, asked: str, language: str) -> None:
    answer = await make_client(*HANDLERS).post("/api/v1/refused", headers={"accept-language": asked})
    assert answer.headers["content-language"] == language


async def test_who_should_wait_is_told_how_long(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).post("/api/v1/slower")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ('{"lines": [{"text": "x"', 400, "broken_json", None),
        ('{"lines": [{"text": 5}]}', 422, "invalid_field", "lines[0].text"),
        ('{"lines": [{"text": "x", "amount": "2"}]}', 422, "invalid_field", "lines[0].amount"),
        ('{"lines": [{"amount": 2}]}', 422, "missing_field", "lines[0].text"),
        ('{"lines": [{"text": "x", "txet": 1}]}', 422, "unknown_field", "lines[0].txet"),
        ('{"liens": []}', 422, "unknown_field", "liens"),
        ("[]", 422, "invalid_field", "body"),
        ("", 400, "broken_json", None),
        (b'{"lines": [{"text": "\xff"}]}', 400, "broken_json", None),
    ],
)
async def test_what_is_wrong_with_a_body_is_named(
    make_client: MakeClient, body: str | bytes, status: int, code: str, field: str | None
) -> None:
    headers = {"content-type": "application/json"}
    answer = await make_client(*HANDLERS).post("/api/v1/orders", content=body, headers=headers)
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem.get("field")) == (status, code, field)


async def test_a_good_body_passes(make_client: MakeClient) -> None:
    client = make_client(*HANDLERS)
    answer = await client.post("/api/v1/orders", json={"lines": [{"text": "x", "password": "y"}]})
    assert (answer.status_code, answer.json()) == (200, {"lines": 1})


async def test_a_body_of_another_kind_is_refused(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).post("/api/v1/orders", data={"lines": "x"})
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


async def test_a_parameter_out_of_bounds_is_named(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).get("/api/v1/orders?limit=11")
    assert (answer.status_code, answer.json()["field"]) == (422, "limit")


async def test_a_body_past_the_cap_is_refused_with_the_cap(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).post("/api/v1/echo", content=b"x" * 1_000_001)
    assert (answer.status_code, answer.json()["code"], answer.json()["limit"]) == (413, "too_large", 1_000_000)


async def test_a_body_past_the_cap_without_a_length_is_refused_too(make_client: MakeClient) -> None:
    async def endless() -> Any:
        for _ in range(20):
            yield b"x" * 100_000

    answer = await make_client(*HANDLERS).post("/api/v1/echo", content=endless())
    assert answer.status_code == 413


async def test_unknown_addresses_of_the_api_are_problems(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).get("/api/v1/nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_wrong_method_names_the_right_ones(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).delete("/api/v1/orders")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert {"GET", "POST"} <= {method.strip() for method in answer.headers["allow"].split(",")}


async def test_a_bug_is_logged_once_and_told_by_its_number_only(make_client: MakeClient) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = await make_client(*HANDLERS).post("/api/v1/broken")
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    failures = [line for line in lines if line["log_level"] == "error"]
    assert [line["request_id"] for line in failures] == [answer.json()["request_id"]]


@pytest.mark.parametrize("size", [1_000_001, 1_100_000])
async def test_json_past_the_cap_is_refused_however_it_comes(make_client: MakeClient, size: int) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b'{"lines": "'
        for _ in range(size // 50_000 + 1):
            yield b"x" * 50_000

    client, headers = make_client(*HANDLERS), {"content-type": "application/json"}
    for content in (b'{"lines": "' + b"x" * size, pieces()):
        answer = await client.post("/api/v1/orders", content=content, headers=headers)
        assert (answer.status_code, answer.json()["limit"]) == (413, 1_000_000)
