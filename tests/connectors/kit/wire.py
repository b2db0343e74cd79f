"""Over real HTTP, through a proxy that makes trouble: what comes of a message, of its files and of our secrets."""

import asyncio
from collections.abc import AsyncGenerator
from ipaddress import ip_network

from openline.connectors.base import (
    Accepted,
    Delivery,
    FieldType,
    MediaKind,
    OutFile,
    OutMessage,
    Retry,
    SendResult,
    Sent,
    Unknown,
)
from openline.connectors.http import Binding, Guard, MemoryBuckets, Outbound, Patience
from openline.kit.clock import Clock
from tests.connectors.kit.around import StandInContext
from tests.connectors.kit.overheard import overheard
from tests.connectors.specimen import Specimen
from tests.support.fault_proxy import Fault, FaultProxy, scripted
from tests.support.http_server import Connection, HttpServer, Seen, reply

RETRY_AFTER_S = 7
IN_DOUBT = (Unknown,)
# What each trouble has to be called. Half an answer to a message that was taken may still be understood.
EXPECTED: dict[Fault, tuple[type, ...]] = {
    Fault.PASS: (Sent, Accepted),
    Fault.TOO_MANY: (Retry,),
    Fault.SERVER_ERROR: (Retry,),
    Fault.CUT_BEFORE: IN_DOUBT,
    Fault.CUT_AFTER: IN_DOUBT,
    Fault.SILENT: IN_DOUBT,
    Fault.TRUNCATED: (Unknown, Sent, Accepted),
}
CONTENT = bytes(range(256)) * 1_000


class Shelf:
    """One file of ours."""

    async def open(self, file_id: str) -> AsyncGenerator[bytes, None]:
        for start in range(0, len(CONTENT), 64_000):
            yield CONTENT[start : start + 64_000]


def troubles_on_the_way_have_their_names(specimen: Specimen) -> None:
    """Nothing that may have arrived is tried again by itself, and nothing that cannot have is given up."""
    if specimen.connector.capabilities.delivery is Delivery.STREAM:
        return
    for fault, expected in EXPECTED.items():
        found, seen = asyncio.run(_sent(specimen, fault, OutMessage(key="1", text="Xin chào")))
        assert isinstance(found, expected), f"{fault} is called {found!r}"
        assert len(seen) == (0 if fault in {Fault.TOO_MANY, Fault.SERVER_ERROR, Fault.CUT_BEFORE} else 1)
        if isinstance(found, Retry) and fault is Fault.TOO_MANY:
            assert found.after_ms == RETRY_AFTER_S * 1_000


def files_go_out_whole(specimen: Specimen) -> None:
    """To platforms that get files as bytes: each byte, and the length said beforehand."""
    if specimen.connector.capabilities.delivery is Delivery.STREAM:
        return
    for kind in (MediaKind.IMAGE, MediaKind.DOCUMENT):
        file = OutFile(id="f1", kind=kind, name="ảnh.png", mime_type="image/png", size=len(CONTENT))
        message = OutMessage(key="1", files=(file,))
        if not any(call.form for call in specimen.connector.render(message, specimen.route, specimen.checked()).calls):
            continue
        found, seen = asyncio.run(_sent(specimen, Fault.PASS, message))
        assert isinstance(found, Sent | Accepted), found
        assert any(CONTENT in one.body for one in seen), "the file is not in the request"
        assert all(int(one.headers["content-length"]) == len(one.body) for one in seen)


def secrets_stay_out_of_logs_whatever_happens(specimen: Specimen) -> None:
    if specimen.connector.capabilities.delivery is Delivery.STREAM:
        return
    with overheard() as said:
        for fault in EXPECTED:
            found, _ = asyncio.run(_sent(specimen, fault, OutMessage(key="1", text="x")))
            said.append(repr(found))
    for secret in specimen.secrets():
        assert not any(secret in text for text in said), "a secret is shown"


async def _sent(specimen: Specimen, fault: Fault, message: OutMessage) -> tuple[SendResult, list[Seen]]:
    """Send the first call of a message to a platform that says yes to all, behind one trouble."""

    async def yes(seen: Seen, _: Connection) -> bytes:
        return reply(200, specimen.accepted, content_type="application/json")

    now = Clock().now
    patience = Patience(read_s=0.3, call_s=5.0)
    outbound = Outbound(Guard([ip_network("127.0.0.0/8")]), MemoryBuckets(now), now, patience=patience)
    try:
        async with (
            HttpServer(yes) as server,
            FaultProxy(server.port, scripted(fault), retry_after_s=RETRY_AFTER_S) as proxy,
        ):
            settings = specimen.checked(**{_url_setting(specimen): proxy.url})
            (call, *_) = specimen.connector.render(message, specimen.route, settings).calls
            http = outbound.bound(Binding.of(specimen.connector, "c1", settings), Shelf())
            return await specimen.connector.send(StandInContext(settings, http), call), server.seen
    finally:
        await outbound.close()


def _url_setting(specimen: Specimen) -> str:
    """The setting that leads to another server than the platform's own; what cannot be led away cannot be tried."""
    found = [field.key for field in specimen.connector.schema.fields if field.type is FieldType.URL]
    assert found, "no setting says where the platform is"
    return found[0]
