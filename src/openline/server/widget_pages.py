"""The widget's loader and pages: built files with the connection's key, look and policy filled in."""

import gzip
import hashlib
import json
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
from litestar import Request, Response, get

from openline.features.webchat.service.door import Look, WidgetDoor
from openline.kit.errors import NotFound
from openline.store import Store

LOADER_AGE_S = 300
SCRIPT = "text/javascript"
PAGE = "text/html"
_LOOPBACK = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}

AnyRequest = Request[Any, Any, Any]


class _Manifest(msgspec.Struct, frozen=True):
    """Today's names of the built files."""

    chat: str
    loader: str
    frame: str
    page: str
    demo: str
    preview: str = "preview.html"


class NotBuilt(NotFound):
    """The front end was not built: run make."""

    code = "front_end_not_built"
    status = 503


class WidgetPages:
    """Fills the built files; they are read afresh, so that a rebuild shows at once."""

    def __init__(self, folder: Path, public_url: str) -> None:
        self._folder = folder
        self._public_url = public_url.rstrip("/")

    def loader(self, look: Look) -> str:
        """The script that a site's snippet loads."""
        manifest = self._manifest()
        shown: dict[str, Any] = {"title": look.title, "color": look.color, "side": look.side, "offset": look.offset}
        if look.locale != "auto":
            shown["locale"] = look.locale
        text = self._read(manifest.loader)
        text = text.replace("__CHAT__", f"/static/widget/{manifest.chat}")
        return text.replace("__LOOK__", quote(json.dumps(shown), safe=""))

    def frame(self, look: Look) -> tuple[str, str]:
        """The page inside a site's iframe, and its policy."""
        return self._page(self._manifest().frame, look, look.frame_ancestors)

    def page(self, look: Look) -> tuple[str, str]:
        """The public page, and its policy."""
        return self._page(self._manifest().page, look, "'none'")

    def preview(self) -> tuple[str, str]:
        """The chat with nobody behind it, for the console's page of settings; no request leaves it."""
        nonce = secrets.token_urlsafe(16)
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'nonce-{nonce}'; "
            "img-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )
        return self._filled(self._manifest().preview, "", "", nonce), policy

    def demo(self, key: str, asked: str) -> str:
        """A page of another origin: it is asked for under one loopback name, and loads the widget from the other."""
        parts = urlsplit(self._public_url)
        other = _LOOPBACK.get(urlsplit(asked).hostname or "", parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
        origin = f"{parts.scheme}://{other}{port}"
        return self._filled(self._manifest().demo, key, origin, secrets.token_urlsafe(16))

    def _page(self, name: str, look: Look, ancestors: str) -> tuple[str, str]:
        nonce = secrets.token_urlsafe(16)
        socket = self._public_url.replace("http", "ws", 1)
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'nonce-{nonce}'; "
            f"img-src 'self' blob:; media-src 'self'; connect-src 'self' {self._public_url} {socket}; base-uri 'none'; "
            f"form-action 'none'; frame-ancestors {ancestors}; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        return self._filled(name, look.key, self._public_url, nonce), policy

    def _filled(self, name: str, key: str, origin: str, nonce: str) -> str:
        text = self._read(name)
        return text.replace("__KEY__", key).replace("__ORIGIN__", origin).replace("__NONCE__", nonce)

    def _manifest(self) -> _Manifest:
        return msgspec.json.decode(self._read("manifest.json"), type=_Manifest)

    def _read(self, name: str) -> str:
        try:
            return (self._folder / name).read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise NotBuilt from error


def _key(file: str) -> str:
    key, dot, ending = file.rpartition(".")
    if not dot or ending != "js":
        raise NotFound
    return key


@get("/w/{file:str}", include_in_schema=False)
async def show_loader(
    request: AnyRequest, store: Store, account_id: int, widget: WidgetDoor, pages: WidgetPages, file: str
) -> Response[bytes]:
    """The loader of a connection: `/w/{key}.js`."""
    look = await store.read(widget.look, account_id, _key(file))
    body = pages.loader(look).encode()
    headers = {
        "cache-control": f"public, max-age={LOADER_AGE_S}", "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin", "vary": "accept-encoding",
    }  # fmt: skip
    is_packed = "gzip" in request.headers.get("accept-encoding", "")
    if is_packed:
        body = gzip.compress(body, mtime=0)
    headers["etag"] = tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers, media_type=SCRIPT)
    if is_packed:
        headers["content-encoding"] = "gzip"
    return Response(body, headers=headers, media_type=SCRIPT)


@get("/widget/frame/{key:str}", include_in_schema=False)
async def show_frame(store: Store, account_id: int, widget: WidgetDoor, pages: WidgetPages, key: str) -> Response[str]:
    """The page inside an iframe."""
    text, policy = pages.frame(await store.read(widget.look, account_id, key))
    return Response(text, headers={"content-security-policy": policy}, media_type=PAGE)


@get("/chat/{key:str}", include_in_schema=False)
async def show_page(store: Store, account_id: int, widget: WidgetDoor, pages: WidgetPages, key: str) -> Response[str]:
    """The public page of a connection."""
    text, policy = pages.page(await store.read(widget.look, account_id, key))
    return Response(text, headers={"content-security-policy": policy}, media_type=PAGE)


@get("/widget/preview", include_in_schema=False)
async def show_preview(pages: WidgetPages) -> Response[str]:
    """The page that shows what customers would see; it knows nothing of anybody."""
    text, policy = pages.preview()
    return Response(text, headers={"content-security-policy": policy}, media_type=PAGE)


@get("/demo/site", include_in_schema=False)
async def show_demo(
    request: AnyRequest, store: Store, account_id: int, widget: WidgetDoor, pages: WidgetPages, key: str
) -> Response[str]:
    """An invented shop that shows the widget as a stranger's site would."""
    look = await store.read(widget.look, account_id, key)
    text = pages.demo(look.key, str(request.base_url))
    # The page brings a policy of its own, as strangers' pages do.
    return Response(text, headers={"content-security-policy": "frame-ancestors 'none'"}, media_type=PAGE)


HANDLERS = [show_loader, show_frame, show_page, show_preview, show_demo]
