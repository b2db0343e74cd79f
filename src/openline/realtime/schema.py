"""/stream-schema.json: every frame of both streams as JSON Schema, for strangers' clients."""

from collections.abc import Sequence
from typing import Any

import msgspec

from openline.realtime.client_frames import AgentFrame, CustomerFrame

Kinds = Sequence[tuple[str, type[msgspec.Struct]]]

_WHOLE = {"type": "integer", "minimum": 0}
_INSTANT = {"type": "string", "format": "date-time"}
_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_YES_NO = {"type": "boolean"}
_REF = "#/$defs/{name}"


def stream_schema(agent_kinds: Kinds, customer_kinds: Kinds) -> dict[str, Any]:
    """A schema with four roots under `$defs`: AgentFrame and CustomerFrame are sent, …ClientFrame are taken."""
    agents = _numbered("seq", agent_kinds)
    customers = _numbered("number", customer_kinds)
    structs = [struct for _, struct in (*agent_kinds, *customer_kinds)]
    _, parts = msgspec.json.schema_components([AgentFrame, CustomerFrame, *structs], ref_template=_REF)
    roots = {
        "AgentFrame": {"oneOf": [*agents, *_LOOSE_TO_AGENTS]},
        "CustomerFrame": {"oneOf": [*customers, *_LOOSE_TO_CUSTOMERS]},
        "AgentClientFrame": _one_of(AgentFrame),
        "CustomerClientFrame": _one_of(CustomerFrame),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Openline streams",
        "$defs": {**parts, **roots},
    }


def _one_of(union: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([union], ref_template=_REF)
    return schema


def _numbered(place: str, kinds: Kinds) -> list[dict[str, Any]]:
    (schemas, _) = msgspec.json.schema_components([struct for _, struct in kinds], ref_template=_REF)
    fields = {place: _WHOLE, "prev": _WHOLE, "at": _INSTANT}
    return [
        _frame(kind, **fields, data=schema) for (kind, _), schema in zip(kinds, schemas, strict=True)
    ]  # fmt: skip


def _frame(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**fields, "type": {"const": kind}},
        "required": [*fields, "type"],
    }


def _data(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields)}


_LOOSE_TO_AGENTS = [
    _frame("hello", seq=_WHOLE, person_id=_TEXT, node_time=_INSTANT),
    _frame(
        "typing",
        data=_data(
            conversation_id=_TEXT, author={"enum": ["agent", "customer"]}, person_id=_TEXT_OR_NULL, on=_YES_NO,
        ),
    ),
    _frame("typing.live", data=_data(conversation_id=_TEXT, text=_TEXT)),
    _frame("presence.changed", data=_data(person_id=_TEXT, state={"enum": ["online", "away", "offline"]})),
    _frame("snapshot_needed"),
    _frame("pong"),
]  # fmt: skip
_LOOSE_TO_CUSTOMERS = [
    _frame("hello", number=_WHOLE),
    _frame("typing", data=_data(on=_YES_NO, name=_TEXT_OR_NULL)),
    _frame("resync"),
    _frame("pong"),
]
