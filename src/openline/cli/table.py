"""Prints what commands found: a table for people, JSON for programs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click

GAP = 2


def show(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, as_json: bool) -> None:
    """Rows with some of their columns; as JSON all of them."""
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not rows:
        click.echo("none")
        return
    table = [list(columns), *([_text(row.get(column)) for column in columns] for row in rows)]
    widths = [max(len(line[place]) for line in table) + GAP for place in range(len(columns))]
    for line in table:
        click.echo("".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _text(value: Any) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case list():
            return " ".join(map(str, value))
        case _:
            return str(value)
