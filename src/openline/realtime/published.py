"""GET /stream-schema.json: the frames of both streams, for whoever writes a client."""

from typing import Any

from litestar import get

from openline.realtime.frames import AGENT_FRAMES, CUSTOMER_FRAMES
from openline.realtime.schema import stream_schema

SCHEMA = stream_schema(tuple(AGENT_FRAMES.items()), tuple(CUSTOMER_FRAMES.items()))


@get("/stream-schema.json", include_in_schema=False)
async def show_schema() -> dict[str, Any]:
    """Every frame as JSON Schema."""
    return SCHEMA


HANDLERS = [show_schema]
