"""The console for every address that is not the server's, static files, and the page about the API."""

import gzip
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import get
from openapi_spec_validator import validate

from openline import bootstrap
from tests.server.conftest import MakeClient, running

PAGE = '<meta name="csp-nonce" content="__CSP_NONCE__"><script nonce="__CSP_NONCE__"></script>'


@get("/api/v1/me")
async def me() -> dict[str, int]:
    return {"id": 1}


@pytest.fixture
def built(static: Path) -> Path:
    console = static / "console"
    (console / "assets").mkdir(parents=True)
    (console / "index.html").write_text(PAGE)
    script = console / "assets" / "index-Bz1sYV5O.js"
    script.write_text("let it = 'plain'")
    script.with_name(script.name + ".gz").write_bytes(gzip.compress(b"let it = 'packed'"))
    (console / "favicon.svg").write_text("<svg/>")
    (static / ".secret").write_text("hunter2")
    (static.parent / "outside.js").write_text("hunter2")
    return static


@pytest.mark.parametrize("path", ["/", "/inbox", "/channels/5/settings", "/link/abc"])
async def test_the_console_answers_every_address_of_its_own(make_client: MakeClient, built: Path, path: str) -> None:
    answer = await make_client(me).get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


async def test_each_page_has_a_fresh_nonce_in_policy_and_page(make_client: MakeClient, built: Path) -> None:
    client = make_client(me)
    nonces = []
    for _ in range(2):
        answer = await client.get("/")
        (nonce,) = set(re.findall(r"'nonce-([\w-]+)'", answer.headers["content-security-policy"]))
        assert f'content="{nonce}"' in answer.text
        assert "__CSP_NONCE__" not in answer.text
        nonces.append(nonce)
    assert nonces[0] != nonces[1]


async def test_the_policy_lets_nothing_in_from_outside(make_client: MakeClient, built: Path) -> None:
    policy = (await make_client(me).get("/")).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy.replace("https:", "http:").replace("'none'", "")


async def test_without_a_front_end_the_page_says_what_to_run(make_client: MakeClient) -> None:
    answer = await make_client(me).get("/")
    assert answer.status_code == 200
    assert "<code>make</code>" in answer.text


@pytest.mark.parametrize(("method", "path"), [("POST", "/inbox"), ("GET", "/robots.txt"), ("GET", "/api/v1/none")])
async def test_what_is_no_page_is_not_found(make_client: MakeClient, built: Path, method: str, path: str) -> None:
    answer = await make_client(me).request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_hashed_files_are_kept_for_ever_and_come_packed(make_client: MakeClient, built: Path) -> None:
    client, path = make_client(me), "/static/console/assets/index-Bz1sYV5O.js"
    packed = await client.get(path, headers={"accept-encoding": "gzip"})
    assert packed.text == "let it = 'packed'"
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["content-type"].startswith("text/javascript")
    plain = await client.get(path, headers={"accept-encoding": "identity"})
    assert (plain.text, plain.headers.get("content-encoding")) == ("let it = 'plain'", None)


async def test_other_files_are_asked_for_again_and_not_sent_again(make_client: MakeClient, built: Path) -> None:
    client, path = make_client(me), "/static/console/favicon.svg"
    first = await client.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = await client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/.secret",
        "/static/console/../../outside.js",
        "/static/%2e%2e/outside.js",
        "/static/console/..%2f..%2foutside.js",
        "/static//etc/passwd",
        "/static/console",
        "/static/console/assets/index-Bz1sYV5O.js.gz",
    ],
)
async def test_nothing_outside_the_folder_is_served(make_client: MakeClient, built: Path, path: str) -> None:
    client = make_client(me)
    url = httpx.URL("http://desk.example", raw_path=path.encode())
    answer = await client.get(url)
    assert "hunter2" not in answer.text
    assert answer.status_code == 404


async def product(tmp_path: Path, path: str) -> httpx.Response:
    async with running(tmp_path / "data") as application:
        app: Any = application.asgi
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path)


async def test_the_description_of_the_api_is_valid_and_hides_what_is_injected(tmp_path: Path) -> None:
    document = (await product(tmp_path, "/openapi.json")).json()
    validate(document)
    assert document["openapi"].startswith("3.1")
    parameters = {
        parameter["name"]
        for methods in document["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
    }
    assert parameters.isdisjoint({"store", "actor", "commit", "account_id", "texts", "visitor", "uploader"})
    assert len(document["paths"]) > 20


async def test_the_page_about_the_api_needs_nobody_else(tmp_path: Path) -> None:
    answer = await product(tmp_path, "/docs")
    assert answer.status_code == 200
    assert "/api/v1/conversations" in answer.text
    assert "<script" not in answer.text
    assert not re.findall(r"(?:src|href)=\"(?!/|#)", answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_every_handler_of_the_product_is_described_once() -> None:
    routes = [
        (path, method) for h in bootstrap.HANDLERS for path in h.paths for method in getattr(h, "http_methods", ())
    ]
    assert len(routes) == len(set(routes))


async def test_the_streams_are_described_too(tmp_path: Path) -> None:
    schema = (await product(tmp_path, "/stream-schema.json")).json()
    assert {"AgentFrame", "CustomerFrame", "AgentClientFrame", "CustomerClientFrame"} <= set(schema["$defs"])
    kinds = {frame["properties"]["type"]["const"] for frame in schema["$defs"]["AgentFrame"]["oneOf"]}
    assert {"message.added", "session.offered", "hello", "pong"} <= kinds
