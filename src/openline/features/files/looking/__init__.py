"""How a file looks and sounds, found out by processes that may crash, hang or eat too much (files.md F23 to F25)."""

from openline.features.files.looking.looks import Looks, has_looks

__all__ = ["Looks", "has_looks"]
