"""The console's one page for every address that is not the server's own, under a content policy with a fresh nonce."""

import asyncio
import secrets
from pathlib import Path
from typing import Any

from openline.server.edge import App, Receive, Scope, Send

PLACE_OF_NONCE = "__CSP_NONCE__"
TEMPLATE = "console"
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Openline</title>
<h1>The server runs, but its front end is not built</h1>
<p>Run <code>make</code> in the folder of the source, then reload this page.
An installed package brings the front end along.</p>
<p>The API answers already: <a href="/docs">/docs</a>.</p>
</html>
"""


class Console:
    """Serves index.html; hands what it does not know to `otherwise`, which refuses in its own way."""

    def __init__(self, folder: Path, otherwise: App) -> None:
        self._index = folder / "index.html"
        self._otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        last = scope["path"].rpartition("/")[2]
        if scope["method"] != "GET" or "." in last:
            await self._otherwise(scope, receive, send)
            return
        scope["path_template"] = TEMPLATE
        nonce = secrets.token_urlsafe(16)
        page = await asyncio.to_thread(self._page, nonce)
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(page)).encode()),
            (b"content-security-policy", _POLICY.format(nonce=nonce).encode()),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
        ]
        start: dict[str, Any] = {"type": "http.response.start", "status": 200, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": page})

    def _page(self, nonce: str) -> bytes:
        """Read anew each time: a build that replaces it is seen at once."""
        try:
            text = self._index.read_text(encoding="utf-8")
        except FileNotFoundError:
            text = _NOT_BUILT
        return text.replace(PLACE_OF_NONCE, nonce).encode()
