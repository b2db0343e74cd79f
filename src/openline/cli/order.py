"""Has an operator's command carried out: by the running server, else on the store itself."""

import asyncio
from typing import Any

from openline.cli.lazy import Failure
from openline.cli.setup import settings
from openline.server.admin.socket import NotThere, Refused, ask


def order(command: str, **arguments: Any) -> Any:
    """What the command returns.

    Raises Failure with the reason in words.
    """
    config = settings()
    try:
        return asyncio.run(ask(config.admin_socket, command, arguments))
    except Refused as error:
        raise Failure(str(error)) from error
    except NotThere:
        # Half of the product, and a second to import: not needed while a server does the work.
        from openline.cli import alone  # noqa: PLC0415

        return alone.do(config, command, arguments)
