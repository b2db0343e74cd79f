"""Whatever a stranger sends: a clear refusal, never a 500, nothing stored, nothing told."""

import asyncio
import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from openline.store import Query, View, metadata
from tests.support.product import Desk, Product

HOSTILE = (
    "'; DROP TABLE messages; --",
    '" OR 1=1 --',
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{7*7}} ${7*7} %s %n {0} {name}",
    "\u202egnp.exe\u202c \x00\x07\x1b[31m",
    "../../../../etc/passwd",
    "a" * 9_000,
    "Tiếng Việt có dấu 🇻🇳 👩‍👩‍👧‍👦 e\u0301",
)
FOREIGN = (
    "1",
    "9223372036854775807",
    "99999999999999999999999",
    "-1",
    "0x10",
    "abc",
    "%00",
    "\uff11\uff12\uff13",
    "null",
)
VOLATILE = {"log", "log_counters", "logins", "batches", "numbers", "nodes", "presences", "sockets", "idempotency"}
JSON = {"content-type": "application/json"}


async def _counts(view: View) -> dict[str, int]:
    tables = [table for table in metadata.sorted_tables if table.name not in VOLATILE]
    queries = {t.name: Query(f"count {t.name}", sa.select(sa.func.count()).select_from(t), int) for t in tables}
    return {name: (await view.list(query))[0] for name, query in queries.items()}


async def _stored(product: Product) -> dict[str, int]:
    return await product.application.base.store.read(_counts)


def _refused(answer: httpx.Response, about: str) -> None:
    assert 400 <= answer.status_code < 500, f"{about}: {answer.status_code} {answer.text[:300]}"
    if answer.request.method != "HEAD":
        assert answer.headers["content-type"].startswith("application/problem+json"), about
        problem = answer.json()
        assert problem["code"], about
        assert problem["detail"], about
        assert problem["status"] == answer.status_code, about
        assert "Traceback" not in answer.text, about
        assert "openline-demo" not in answer.text, about


async def _operations(product: Product) -> list[tuple[str, str, dict[str, Any]]]:
    document = (await product.client().get("/openapi.json")).json()
    return [
        (method.upper(), path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]


def _filled(path: str, value: str) -> str:
    parts = [value if part.startswith("{") else part for part in path.split("/")]
    return "/".join(parts)


def _takes_json(operation: dict[str, Any]) -> bool:
    return "application/json" in operation.get("requestBody", {}).get("content", {})


async def test_without_a_login_nothing_is_told(product: Product) -> None:
    stranger = product.client()
    for method, path, _ in await _operations(product):
        if path.startswith("/api/v1") and path not in PUBLIC:
            answer = await stranger.request(method, _filled(path, "1"), json={})
            _refused(answer, f"{method} {path}")
            assert answer.status_code == 401, f"{method} {path}: {answer.status_code}"


PUBLIC = {"/api/v1/login", "/api/v1/setup", "/api/v1/password-reset", "/api/v1/links/{token}"}


async def test_broken_bodies_are_refused_by_every_address(product: Product) -> None:
    boss, visitor = await product.login("admin"), await product.widget()
    before = await _stored(product)
    for method, path, operation in await _operations(product):
        if not _takes_json(operation):
            continue
        head = {"x-csrftoken": boss.me["csrf_token"], "authorization": f"Bearer {visitor.token}"}
        if path.startswith("/api"):
            del head["authorization"]
        url = _filled(path, visitor.key if path.startswith("/widget") else "1")
        for name, body in _broken_bodies():
            answer = await boss.http.request(method, url, content=body, headers=head | JSON)
            _refused(answer, f"{method} {path} with {name}")
    assert await _stored(product) == before


def _broken_bodies() -> Iterator[tuple[str, bytes]]:
    yield "broken JSON", b'{"name": '
    yield "no JSON", b"name=x"
    yield "a list", b"[1, 2]"
    yield "an unknown field", b'{"no_such_field": 1}'
    yield "bytes that are no text", b'{"name": "\xff\xfe"}'
    yield "a lone surrogate", b'{"no_such_field": "\\ud800"}'
    yield "a deep nest", b'{"a":' * 3_000 + b"1" + b"}" * 3_000
    yield "too much", json.dumps({"name": "x" * 1_100_000}).encode()


async def test_ids_that_are_nobodys_are_not_found(product: Product) -> None:
    boss = await product.login("admin")
    before = await _stored(product)
    for method, path, operation in await _operations(product):
        if "{" not in path or not path.startswith("/api/v1") or path in PUBLIC:
            continue
        for value in FOREIGN:
            body: dict[str, Any] | None = {} if _takes_json(operation) else None
            answer = await boss.http.request(
                method, _filled(path, value), json=body, headers={"x-csrftoken": boss.me["csrf_token"]}
            )
            _refused(answer, f"{method} {path} of {value}")
    assert await _stored(product) == before


async def test_hostile_texts_are_only_text(product: Product) -> None:
    boss, mai = await product.login("admin"), await product.login("mai")
    visitor = await product.widget()
    for place, text in enumerate(HOSTILE):
        answer = await visitor.call("POST", "/messages", {"client_id": f"h{place}", "text": text})
        assert answer.status_code in {201, 422}, answer.text
    kept = [m["text"] for m in (await visitor.call("GET", "/messages")).json()["items"]]
    for text in kept:
        assert any(text == _as_stored(h) for h in HOSTILE), text
    for text in HOSTILE:
        for method, path, body in _texts(boss, text):
            answer = await boss.call(method, path, body)
            assert answer.status_code < 500, f"{method} {path} {text[:20]!r}: {answer.text[:200]}"
            if answer.is_error:
                _refused(answer, f"{method} {path}")
    assert (await mai.get("/snapshot"))["seq"] > 0


def _as_stored(text: str) -> str:
    kept = "".join(c for c in text if c in "\n\t" or ord(c) > 31)
    return unicodedata.normalize("NFC", kept).strip()


def _texts(boss: Desk, text: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "POST", "/channels", {"name": text}
    yield "PATCH", "/me", {"name": text}
    yield "PATCH", "/me", {"time_zone": text}
    yield "POST", "/people", {"name": text, "email": "x@example.com", "role": "agent"}
    yield "POST", "/people", {"name": "X", "email": text, "role": "agent"}
    yield "POST", "/people", {"name": "X", "email": "y@example.com", "role": text}
    yield "POST", "/tokens", {"name": text, "scopes": ["people:read"]}
    yield "POST", "/tokens", {"name": "x", "scopes": [text]}
    yield "POST", "/login", {"email": text, "password": text}
    yield "POST", "/connections", {"channel_id": text, "connector": "webchat"}
    yield "POST", "/connections", {"channel_id": "1", "connector": text}


async def test_forged_secrets_and_origins(product: Product) -> None:
    boss, visitor = await product.login("admin"), await product.widget()
    forged = [visitor.token[:-1] + ("A" if visitor.token[-1] != "A" else "B"), visitor.token + "x", "x.y", "", "ß" * 9]
    for token in forged:
        answer = await visitor.http.get("/widget/v1/messages", headers={b"authorization": f"Bearer {token}".encode()})
        _refused(answer, token)
        assert answer.status_code == 401
    for name, value in (("x-csrftoken", "nonsense"), ("x-csrftoken", "")):
        answer = await boss.http.post("/api/v1/channels", json={}, headers={name: value})
        _refused(answer, "csrf")
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    connection = (await boss.get("/connections"))["items"][0]
    await boss.must("PATCH", f"/connections/{connection['id']}", {"config": {"allowed_origins": ["https://a.example"]}})
    answer = await visitor.call("POST", "/messages", {"client_id": "o", "text": "x"}, origin="https://evil.example")
    _refused(answer, "origin")
    assert answer.json()["code"] == "origin_not_allowed"
    answer = await visitor.call("POST", "/messages", {"client_id": "o", "text": "x"}, origin="https://a.example")
    assert answer.status_code == 201


async def test_an_expired_login_is_a_refusal(product: Product) -> None:
    boss = await product.login("admin")
    product.clock.advance(31 * 86_400_000)
    answer = await boss.http.get("/api/v1/me")
    _refused(answer, "expired")
    assert answer.status_code == 401


async def test_another_accounts_things_look_like_none(product: Product) -> None:
    boss, mai = await product.login("admin"), await product.login("mai")
    sessions = (await boss.get("/sessions", limit=200))["items"]
    hidden = [s for s in sessions if mai.id not in {s["owner_id"], (s["offer"] or {}).get("agent_id")}]
    assert hidden
    for session in hidden:
        answers = await asyncio.gather(
            mai.call("POST", f"/sessions/{session['id']}/accept"),
            mai.call("GET", f"/conversations/{session['conversation_id']}"),
            mai.call("GET", f"/conversations/{session['conversation_id']}/messages"),
            mai.call("POST", f"/conversations/{session['conversation_id']}/messages", {"text": "x"}),
        )
        assert {answer.status_code for answer in answers} == {404}
        for answer in answers:
            _refused(answer, "hidden")


@pytest.mark.parametrize("key", ["", "nope", "../x", "a" * 300, "%00", "ß", "%ff"])
async def test_widget_keys_that_are_nobodys(product: Product, key: str) -> None:
    answer = await product.client().get(f"/widget/v1/{key}/config")
    _refused(answer, key)
