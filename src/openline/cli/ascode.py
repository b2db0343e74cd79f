"""`openline settings`: channels as a document that is kept beside other code."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from openline.cli.lazy import Failure
from openline.cli.order import order
from openline.cli.table import show

DIFFERENT = 3
"""Status of `diff` where applying would change something."""

_ACCOUNT = click.option("--account", metavar="NAME", help="Domain, id or name; needed only where there are several.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_AS = click.option("--as", "email", metavar="EMAIL", required=True, help="The administrator in whose name it is done.")
_FILE = click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))


@click.group()
def settings() -> None:
    """Settings as code: channels with their queues and settings as a document.

    \b
    openline settings export > channels.yaml
    openline settings diff channels.yaml --as anna@example.com
    openline settings apply channels.yaml --as anna@example.com
    openline settings rollback 118273074222075904 --as anna@example.com
    """


@settings.command("export")
@click.argument("channels", nargs=-1)
@_ACCOUNT
def export(channels: tuple[str, ...], account: str | None) -> None:
    """Print all channels as a document, or those with these numbers or names. No secret is in it."""
    click.echo(order("settings.export", account=account, channels=list(channels)), nl=False)


@settings.command("diff")
@_FILE
@_AS
@_ACCOUNT
@_JSON
def diff(file: str, email: str, *, account: str | None, as_json: bool) -> None:
    """Say what applying a document would change. Status 0: nothing; 3: something; 1: it cannot be applied.

    The fingerprint stands for what is said: `apply --only FINGERPRINT` does just that or nothing.
    """
    plan = order("settings.diff", account=account, email=email, document=_read(file))
    if as_json:
        click.echo(json.dumps(plan, ensure_ascii=False, indent=2))
    else:
        _tell(plan["channels"])
    if plan["channels"]:
        if not as_json:
            click.echo(f"fingerprint: {plan['fingerprint']}")
        sys.exit(DIFFERENT)


@settings.command("apply")
@_FILE
@_AS
@click.option("--only", metavar="FINGERPRINT", help="Only if it would still change what `diff` said.")
@_ACCOUNT
@_JSON
def apply(file: str, email: str, only: str | None, *, account: str | None, as_json: bool) -> None:
    """Make channels what a document says: all of it, or nothing."""
    applied = order("settings.apply", account=account, email=email, document=_read(file), fingerprint=only)
    if as_json:
        click.echo(json.dumps(applied, ensure_ascii=False, indent=2))
        return
    _tell(applied["channels"])
    if applied["id"]:
        click.echo(f"applied; the way back: openline settings rollback {applied['id']} --as {email}")


@settings.command("list")
@_ACCOUNT
@_JSON
def list_applies(*, account: str | None, as_json: bool) -> None:
    """What was applied and rolled back, newest first."""
    rows = order("settings.list", account=account)
    for row in rows:
        row["by"] = row["person"]["name"] or row["person"]["id"]
        row["changed"] = ", ".join(channel["name"] for channel in row["channels"])
    show(rows, ("id", "at", "by", "changed", "undoes", "undone_by"), as_json=as_json)


@settings.command("rollback")
@click.argument("apply_id")
@_AS
@_ACCOUNT
def rollback(apply_id: str, email: str, account: str | None) -> None:
    """Undo what an application changed: all of it, or nothing where something was changed again since."""
    _tell(order("settings.rollback", account=account, email=email, apply_id=apply_id)["channels"])


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{file} cannot be read: {error}") from error


def _tell(changes: list[dict[str, Any]]) -> None:
    if not changes:
        click.echo("nothing to do")
    for channel in changes:
        click.echo(f"{'+' if channel['action'] == 'create' else '~'} {channel['name']}")
        for part in channel["parts"]:
            felt = "  (open sessions feel it at once)" if part["danger"] else ""
            click.echo(f"    {part['part']}: {_said(part['old'])} -> {_said(part['new'])}{felt}")


def _said(value: Any) -> str:
    return "default" if value is None else json.dumps(value, ensure_ascii=False)
