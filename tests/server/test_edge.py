"""The outermost layer: proxies, headers, cross-origin calls, metrics by template, logs without secrets."""

from typing import Any

import pytest
import structlog
from litestar import Request, get, post

from openline.server.passage import passage_of
from tests.server.conftest import MakeClient


@get("/api/v1/who")
async def who(request: Request[Any, Any, Any]) -> dict[str, str]:
    return {"client": passage_of(request.scope).client, "scheme": request.scope["scheme"]}


@get("/api/v1/links/{token:str}")
async def link(token: str) -> dict[str, int]:
    return {"length": len(token)}


@post("/widget/v1/messages")
async def write() -> dict[str, bool]:
    return {"written": True}


HANDLERS = (who, link, write)


@pytest.mark.parametrize(
    ("trusted", "peer", "headers", "client", "scheme"),
    [
        ((), "10.0.0.1", {"x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https"}, "10.0.0.1", "http"),
        (("10.0.0.0/8",), "10.0.0.1", {"x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https"}, "1.2.3.4", "https"),
        (("10.0.0.0/8",), "9.9.9.9", {"x-forwarded-for": "1.2.3.4"}, "9.9.9.9", "http"),
        # What stands left of the first address that is no proxy of ours was written by the client.
        (("10.0.0.0/8",), "10.0.0.1", {"x-forwarded-for": "127.0.0.1, 1.2.3.4, 10.0.0.2"}, "1.2.3.4", "http"),
        (("10.0.0.0/8",), "10.0.0.1", {"x-forwarded-for": "rubbish"}, "10.0.0.1", "http"),
        (("10.0.0.0/8",), "10.0.0.1", {"x-forwarded-proto": "gopher"}, "10.0.0.1", "http"),
        (("10.0.0.0/8",), "::ffff:10.0.0.1", {"x-forwarded-for": "2001:db8::1"}, "2001:db8::1", "http"),
    ],
)
async def test_only_named_proxies_are_believed(
    make_client: MakeClient, trusted: tuple[str, ...], peer: str, headers: dict[str, str], client: str, scheme: str
) -> None:
    answer = await make_client(*HANDLERS, trusted=trusted, peer=peer).get("/api/v1/who", headers=headers)
    assert answer.json() == {"client": client, "scheme": scheme}


async def test_every_answer_has_a_number_and_is_held_tight(make_client: MakeClient) -> None:
    client = make_client(*HANDLERS)
    first, second = await client.get("/api/v1/who"), await client.get("/api/v1/who")
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert first.headers["x-content-type-options"] == "nosniff"
    assert first.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in first.headers["content-security-policy"]


async def test_pages_of_any_origin_may_call_the_widgets_side_without_cookies(make_client: MakeClient) -> None:
    client = make_client(*HANDLERS)
    asked = {"origin": "https://shop.example", "access-control-request-method": "POST"}
    before = await client.options("/widget/v1/messages", headers=asked)
    assert before.status_code == 204
    assert before.headers["access-control-allow-origin"] == "*"
    assert "authorization" in before.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in before.headers
    answer = await client.post("/widget/v1/messages", headers={"origin": "https://shop.example"})
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_no_other_origin_may_read_the_peoples_side(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).get("/api/v1/who", headers={"origin": "https://shop.example"})
    assert "access-control-allow-origin" not in answer.headers


async def test_metrics_count_by_template(make_client: MakeClient) -> None:
    client = make_client(*HANDLERS)
    for token in ("one", "two"):
        await client.get(f"/api/v1/links/{token}")
    await client.get("/api/v1/nowhere")
    await client.request("BREW", "/api/v1/who")
    text = (await client.get("/metrics")).text
    assert 'openline_http_requests_total{method="GET",route="/api/v1/links/{token}",status="200"} 2.0' in text
    assert 'route="unknown",status="404"' in text
    assert 'method="OTHER"' in text


@pytest.mark.parametrize(("peer", "headers"), [("8.8.8.8", {}), ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"})])
async def test_metrics_are_no_strangers_business(make_client: MakeClient, peer: str, headers: dict[str, str]) -> None:
    answer = await make_client(*HANDLERS, peer=peer).get("/metrics", headers=headers)
    assert answer.status_code == 404


async def test_a_token_in_an_address_is_not_logged(make_client: MakeClient) -> None:
    with structlog.testing.capture_logs() as lines:
        await make_client(*HANDLERS).get("/api/v1/links/hunter2?and=hunter2")
    (line,) = (line for line in lines if line["event"] == "request")
    assert (line["route"], line["status"]) == ("/api/v1/links/{token}", 200)
    assert "hunter2" not in str(lines)


async def test_every_address_that_can_be_read_has_a_head(make_client: MakeClient) -> None:
    answer = await make_client(*HANDLERS).head("/api/v1/who")
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) > 0
