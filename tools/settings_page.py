"""Writes docs/guide/settings.md from the declarations and the console's English texts, and what tests of forms read.

`python tools/settings_page.py`, whenever a declaration or a label changes; a test compares.
"""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

from openline.features.settings.kinds import Choice, Number, Setting, Switch, Text
from openline.features.settings.types import CATALOGUE
from openline.kit.i18n import load_texts

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "guide" / "settings.md"
FORMS = ROOT / "web" / "apps" / "console" / "src" / "console" / "channels" / "settings" / "catalogue.json"
TEXTS = ROOT / "web" / "apps" / "console" / "src" / "i18n"
HEAD = """# All settings of a channel

Made from the declarations by `python tools/settings_page.py`; what each does exactly is told in
[behaviour](../behaviour/settings.md). In the console: *Channels → the channel → Settings*. Each can be found there by
its name, by what it does, by other words for it and by its key. **Bold** ones are shown without asking for all.
"""
_UNITS = {"s": " s", "min": " min"}


def page() -> str:
    """The whole page."""
    words: dict[str, str] = {}
    for part in sorted(TEXTS.glob("*/en.json")):
        words |= json.loads(part.read_text(encoding="utf-8"))
    blocks = [HEAD]
    for group, settings in groupby(CATALOGUE.values(), key=lambda one: one.group):
        title = words[f"setting.group.{group}"]
        rows = "\n".join(_row(one, words) for one in settings)
        blocks.append(
            f"## {title}\n\n| Setting | Key | Default | Allowed | Bitrix24 |\n|---|---|---|---|---|\n{rows}\n"
        )
    later = [f"* `{one.key}`: {words[f'setting.{one.key}.label']}" for one in CATALOGUE.values() if not one.in_effect]
    blocks.append("## Not in effect yet\n\nThey can be set and are kept, but nothing follows from them so far.\n")
    blocks.append("\n".join(later) + "\n")
    return "\n".join(blocks)


def forms() -> str:
    """The catalogue as the API shows it to an English channel that never changed anything, a setting a line."""
    lines = [json.dumps(_item(one), ensure_ascii=False) for one in CATALOGUE.values()]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _item(one: Setting[Any]) -> dict[str, Any]:
    number = one if isinstance(one, Number) else None
    default = load_texts().say("en", one.default) if isinstance(one, Text) and one.default else one.initial
    needs = {"key": one.needs.key, "among": list(one.among)} if one.needs else None
    return {
        "key": one.key, "group": one.group.value, "type": one.type, "unit": number and number.unit, "default": default,
        "value": default, "changed": False, "ge": number and number.ge, "le": getattr(one, "le", None),
        "zero": number and number.zero, "choices": list(one.choices) if isinstance(one, Choice) else None,
        "in_effect": one.in_effect, "rest": one.rest or None, "basic": one.basic, "needs": needs,
        "danger": one.danger, "since": one.since,
    }  # fmt: skip


def _row(one: Setting[Any], words: dict[str, str]) -> str:
    name = words.get(f"setting.{one.key}.label", one.key).replace("|", "\\|")
    shown = f"**{name}**" if one.basic else name
    if one.needs is not None:
        among = " or ".join(words.get(f"setting.{one.needs.key}.{word}", word) for word in one.among)
        needed = words.get(f"setting.{one.needs.key}.label", one.needs.key)
        shown += f"<br>needs *{needed}*" + (f": {among}" if among else "")
    rest = f"`{one.rest}`" if one.rest else ""
    return f"| {shown} | `{one.key}` | {_default(one)} | {_allowed(one)} | {rest} |"


def _default(one: Setting[Any]) -> str:
    match one:
        case Switch():
            return "on" if one.default else "off"
        case Number():
            return (
                f"{one.zero} (0)" if one.default == 0 and one.zero else f"{one.default}{_UNITS.get(one.unit or '', '')}"
            )
        case Choice():
            return f"`{one.default}`"
        case Text():
            said = load_texts().say("en", one.default) if one.default else ""
            return said.replace("\n", " ").replace("|", "\\|") or "none"
        case _:
            return f"`{one.initial}`" if isinstance(one.initial, str) and one.initial else "as usual"


def _allowed(one: Setting[Any]) -> str:
    match one:
        case Switch():
            return "on, off"
        case Number():
            zero = f", or 0: {one.zero}" if one.zero else ""
            return f"{one.ge:,}…{one.le:,}{_UNITS.get(one.unit or '', '')}{zero}"
        case Choice():
            return ", ".join(f"`{choice}`" for choice in one.choices)
        case Text():
            must = f", with {' and '.join(one.must)}" if one.must else ""
            return f"up to {one.le:,} characters{must}"
        case _:
            return one.type


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    FORMS.write_text(forms(), encoding="utf-8")
