"""What surrounds the traffic: who the connector is, its settings, and that its secrets stay its own."""

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

from openline.connectors.base import (
    Delivery,
    FailureKind,
    FieldType,
    Http,
    InboundEvent,
    Invalid,
    Maturity,
    OutMessage,
    Settings,
    WireCall,
    WireFailure,
    WireOutcome,
    WireResponse,
)
from openline.kit.wire import Secret
from tests.connectors.kit.outbound import RESULTS
from tests.connectors.kit.overheard import overheard
from tests.connectors.specimen import Specimen

SECRET_TYPES = {FieldType.SECRET, FieldType.SECRETS}


def manifest_is_whole(specimen: Specimen) -> None:
    manifest, capabilities = specimen.connector.manifest, specimen.connector.capabilities
    assert re.fullmatch(r"[a-z][a-z0-9_]{1,30}", manifest.id)
    assert manifest.maturity in set(Maturity)
    assert manifest.icon
    assert manifest.version
    for host in manifest.hosts:
        assert re.fullmatch(r"(\*\.)?[a-z0-9.-]+\.[a-z0-9-]+", host), f"{host!r} is no host"
    if capabilities.delivery is Delivery.SEND:
        urls = [field for field in specimen.connector.schema.fields if field.type is FieldType.URL]
        assert manifest.hosts or urls, "it may call nobody"


def settings_are_checked(specimen: Specimen) -> None:
    schema = specimen.connector.schema
    for field in schema.fields:
        if field.required and field.default is None:
            found = schema.read({k: v for k, v in specimen.settings.items() if k != field.key})
            assert isinstance(found, Invalid), f"{field.key} is required and may be missing"
            assert [(p.field, p.reason) for p in found.problems] == [(field.key, "required")]
        wrong = schema.read({**specimen.settings, field.key: {"not": "a value"}})
        assert isinstance(wrong, Invalid), f"{field.key} takes anything"
    unknown = schema.read({**specimen.settings, "no_such_setting": 1})
    assert isinstance(unknown, Invalid)


def settings_survive_the_store(specimen: Specimen) -> None:
    schema, settings = specimen.connector.schema, specimen.checked()
    kept = schema.to_store(settings, lambda clear: clear[::-1])
    assert not any(secret in repr(kept) for secret in specimen.secrets()), "a secret is stored in the clear"
    again = schema.read(schema.from_store(kept, lambda sealed: sealed[::-1]))
    assert again == settings
    assert schema.read(schema.merge(settings, {})) == settings


def secrets_are_settings_of_a_secret_kind(specimen: Specimen) -> None:
    words = ("secret", "token", "password", "private_key")
    for field in specimen.connector.schema.fields:
        if any(word in field.key for word in words):
            assert field.type in SECRET_TYPES, f"{field.key} would be shown"
    assert specimen.secrets(), "the specimen has no secret to look for"
    assert all(len(secret) >= 16 for secret in specimen.secrets()), "a specimen's secrets are long"


def secrets_are_never_shown(specimen: Specimen) -> None:
    """Through everything the connector does, in logs at every level and in every repr."""
    with overheard() as said:
        said += [repr(value) for value in _everything(specimen)]
    for secret in specimen.secrets():
        assert not any(secret in text for text in said), "a secret is shown"
        assert secret not in repr(specimen.connector.schema.public(specimen.checked()))


def sending_gives_a_value(specimen: Specimen) -> None:
    """Whatever comes back, `send` says it with a value."""
    if specimen.connector.capabilities.delivery is Delivery.STREAM:
        return
    (call, *_) = _render(specimen)
    outcomes: list[WireOutcome] = [
        WireResponse(status=200, body=specimen.accepted),
        *(WireResponse(status=status, body=b"<html>") for status in (200, 204, 302, 400, 401, 403, 404, 429, 500)),
        *(WireFailure(kind=kind, reached=reached) for kind in FailureKind for reached in (True, False)),
    ]
    for outcome in outcomes:
        result = asyncio.run(specimen.connector.send(StandInContext(specimen.checked(), SameAnswer(outcome)), call))
        assert isinstance(result, RESULTS), f"{outcome!r} gives {result!r}"


def _everything(specimen: Specimen) -> list[object]:
    connector, settings = specimen.connector, specimen.checked()
    request = specimen.signing.sign(specimen.signed_body, settings.secrets(specimen.signing.setting)[0].reveal())
    wrong = specimen.signing.with_signature(request, b"wrong")
    calls = _render(specimen)
    found: list[object] = [connector, settings, specimen.connector.manifest, request, *calls]
    found += [connector.verify(request, settings), connector.verify(wrong, settings)]
    found += [connector.sync_reply(request, settings), connector.snippet("https://desk.test", "key")]
    for payload in specimen.payloads:
        found += connector.parse(specimen.request(payload.body), settings)
    found += [connector.classify(WireResponse(status=status, body=b"no")) for status in (200, 401, 500)]
    if connector.capabilities.delivery is Delivery.SEND:
        for outcome in (WireResponse(status=401, body=b"no"), WireFailure(kind=FailureKind.CUT, reached=True)):
            found.append(asyncio.run(connector.send(StandInContext(settings, SameAnswer(outcome)), calls[0])))
    return found


def _render(specimen: Specimen) -> Sequence[WireCall]:
    message = OutMessage(key="1", text="hello")
    return specimen.connector.render(message, specimen.route, specimen.checked()).calls


class SameAnswer:
    """A way out on which all calls end the same."""

    def __init__(self, outcome: WireOutcome) -> None:
        self._outcome = outcome

    async def call(self, call: WireCall) -> WireOutcome:
        return self._outcome

    async def fetch(self, url: str, *, headers: Mapping[str, str], most_bytes: int) -> AsyncGenerator[bytes, None]:
        yield b""


class StandInContext:
    """A connection of which nothing is kept."""

    def __init__(self, settings: Settings, http: Http) -> None:
        self.connection = "c1"
        self.settings = settings
        self.http = http

    def now(self) -> int:
        return 0

    async def cursor(self) -> str | None:
        return None

    async def deliver(self, events: Sequence[InboundEvent], cursor: str | None) -> None:
        """Nobody listens."""

    async def keep(self, changes: Mapping[str, Any]) -> None:
        assert not any(isinstance(value, Secret) and not value.reveal() for value in changes.values())
