"""Builds the front end into the wheel and the sdist, unless it is there already and current."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    """Editable installs are left alone: there `make` builds the front end."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or os.environ.get("OPENLINE_SKIP_WEB") == "1":
            return
        setup = Path(self.root) / "tools" / "setup.py"
        subprocess.run([sys.executable, str(setup), "web"], cwd=self.root, check=True)  # noqa: S603
        # Named outright, since git ignores what is built.
        place = "openline/static" if self.target_name == "wheel" else "src/openline/static"
        build_data["force_include"][str(Path(self.root) / "src" / "openline" / "static")] = place
