"""The API for people to read: one page without scripts, made from the OpenAPI document, nothing from outside hosts."""

import secrets
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any

from litestar import Response, get

from openline.server.openapi import Description

_STYLE = """
:root { color-scheme: light dark; --line: color-mix(in srgb, currentcolor 20%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
details { border-bottom: 1px solid var(--line); padding: .4rem 0; }
summary { cursor: pointer; }
code, pre { font: .875em/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .4rem; }
.method { display: inline-block; min-width: 4rem; font-weight: 600; }
table { border-collapse: collapse; margin: .5rem 0; }
td, th { text-align: left; padding: .2rem 1.5rem .2rem 0; vertical-align: top; }
nav a { margin-right: 1rem; }
"""


@get("/docs", include_in_schema=False)
async def docs_page(description: Description) -> Response[bytes]:
    """What there is, what it takes, what it answers."""
    nonce = secrets.token_urlsafe(16)
    page = "".join(_page(description.document(), nonce))
    policy = f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; frame-ancestors 'none'"
    return Response(
        page.encode(),
        media_type="text/html; charset=utf-8",
        headers={"content-security-policy": policy, "cache-control": "no-cache"},
    )


def _page(document: dict[str, Any], nonce: str) -> Iterator[str]:
    groups = _groups(document)
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<title>Openline API</title><style nonce="{nonce}">{_STYLE}</style></head><body>'
    yield f"<h1>Openline API <small>{escape(document['info']['version'])}</small></h1>"
    yield "<p>JSON in and out, errors as problem details (RFC 9457) with a stable <code>code</code>. "
    yield "Programs send <code>Authorization: Bearer ol_…</code>; make a token in the console or with "
    yield '<code>openline token create</code>. For tools: <a href="/openapi.json">openapi.json</a>, '
    yield '<a href="/stream-schema.json">stream-schema.json</a>.</p><nav>'
    yield from (f'<a href="#{escape(tag)}">{escape(tag)}</a>' for tag, _ in groups)
    yield "</nav>"
    for tag, operations in groups:
        yield f'<h2 id="{escape(tag)}">{escape(tag)}</h2>'
        for path, method, operation in operations:
            yield from _operation(path, method, operation, document)
    yield "</body></html>"


def _groups(document: dict[str, Any]) -> list[tuple[str, list[tuple[str, str, dict[str, Any]]]]]:
    found = [
        (operation["tags"][0], path, method, operation)
        for path, methods in document.get("paths", {}).items()
        for method, operation in methods.items()
        if "tags" in operation
    ]
    found.sort(key=lambda item: item[:3])
    return [(tag, [item[1:] for item in items]) for tag, items in groupby(found, key=lambda i: i[0])]


def _operation(path: str, method: str, operation: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    says = operation.get("description") or operation.get("summary") or ""
    yield f'<details><summary><span class="method">{method.upper()}</span> '
    yield f"<code>{escape(path)}</code> {escape(says)}</summary>"
    parameters = operation.get("parameters") or []
    if parameters:
        yield "<table><tr><th>Parameter</th><th>In</th><th>Type</th></tr>"
        for parameter in parameters:
            kind = _kind(parameter.get("schema", {}))
            yield f"<tr><td><code>{escape(parameter['name'])}</code></td>"
            yield f"<td>{escape(parameter['in'])}</td><td>{escape(kind)}</td></tr>"
        yield "</table>"
    for media, body in (operation.get("requestBody") or {}).get("content", {}).items():
        yield f"<p>Takes {escape(media)}</p>{_shape(body.get('schema', {}), document)}"
    for status, response in sorted(operation["responses"].items()):
        if status == "default":
            continue
        yield f"<p>Answers {escape(status)}</p>"
        for body in response.get("content", {}).values():
            yield _shape(body.get("schema", {}), document)
    yield "</details>"


def _shape(schema: dict[str, Any], document: dict[str, Any]) -> str:
    """The fields of an object, one a line; anything else by its type."""
    found = _resolved(schema, document)
    if "properties" not in found:
        return f"<pre>{escape(_kind(schema))}</pre>"
    required = set(found.get("required", ()))
    lines = [f"{name}{'' if name in required else '?'}: {_kind(field)}" for name, field in found["properties"].items()]
    return f"<pre>{escape(chr(10).join(lines))}</pre>"


def _resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"].get(name, schema)
    return found


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return " | ".join(_kind(part) for part in schema[word])
    if "enum" in schema:
        return " | ".join(map(repr, schema["enum"]))
    kind = schema.get("type", "any")
    if kind == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return " | ".join(kind) if isinstance(kind, list) else str(kind)


HANDLERS = [docs_page]
