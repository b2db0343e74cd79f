"""Carries out an operator's command on the store itself, while no server runs."""

import asyncio
from typing import Any

from openline import bootstrap
from openline.bootstrap.operator import join_operator
from openline.cli.lazy import Failure
from openline.config import Config
from openline.server import logs
from openline.server.admin.socket import Refused
from openline.store.nodes import NoNodeLeft
from openline.store.port import Broken
from openline.store.sqlite import AffectedSqlite, AlreadyOpen

QUIET = "error"


def do(config: Config, command: str, arguments: dict[str, Any]) -> Any:
    """What the command returns.

    Raises Failure with the reason in words.
    """
    logs.configure(QUIET)
    try:
        bootstrap.migrate(config)
        return asyncio.run(_do(config, command, arguments))
    except (Refused, AffectedSqlite, AlreadyOpen, Broken, NoNodeLeft) as error:
        raise Failure(str(error)) from error


async def _do(config: Config, command: str, arguments: dict[str, Any]) -> Any:
    application = bootstrap.build(config)
    base = application.base
    await base.store.start()
    try:
        await base.lease.start()
        try:
            return await join_operator(application, serving=False).run(command, arguments)
        finally:
            await base.lease.stop()
    finally:
        await base.store.stop()
