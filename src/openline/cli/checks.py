"""`openline doctor` and `openline check-log`."""

import json
import sys

import click

from openline.cli.order import order

_SUMMARY = (
    "gaps {gaps}, doubles {doubles}, missing {missing} in {facts} facts and {messages} messages "
    "of {conversations} conversations, {accounts} accounts; failed raw events {failed_events}"
)
_MARKS = {"ok": "ok     ", "warning": "look   ", "failure": "BROKEN "}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(*, as_json: bool) -> None:
    """Look what is wrong with this server, and say what mends it.

    With a running server its addresses are tried as well, as a browser would. Exit status 1 when something is broken.
    """
    findings = order("doctor")
    if as_json:
        click.echo(json.dumps(findings, indent=2))
    else:
        for found in findings:
            click.echo(f"{_MARKS[found['state']]}{found['name']}: {found['text']}")
            if found["cure"]:
                click.echo(f"       → {found['cure']}")
    sys.exit(any(found["state"] == "failure" for found in findings))


@click.command("check-log")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check_log(*, as_json: bool) -> None:
    """Prove that nothing was lost or doubled: every number is there once, every message has its fact.

    Safe while the server works. Exit status 1 when something is missing or doubled.
    """
    report = order("check-log")
    if as_json:
        click.echo(json.dumps(report, indent=2))
    else:
        for line in report["findings"]:
            click.echo(line)
        click.echo(_SUMMARY.format(**report))
    sys.exit(not report["sound"])
