"""What the house rules speak about: a file, and a breach in it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Breach:
    name: str
    line: int
    rule: str
    text: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        return f"{self.name}:{self.line}: {kind}{self.rule}: {self.text}"


@dataclass(frozen=True)
class Source:
    """A file by its name in the repository; `text` is None for what is not text."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str | None:
        try:
            return self.path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            return None

    @cached_property
    def lines(self) -> list[str]:
        return (self.text or "").splitlines()

    def within(self, *folders: str) -> bool:
        return self.name.startswith(folders)

    def breach(self, line: int, rule: str, text: str) -> Breach:
        return Breach(self.name, line, rule, text)

    def warning(self, line: int, rule: str, text: str) -> Breach:
        return Breach(self.name, line, rule, text, warning=True)
