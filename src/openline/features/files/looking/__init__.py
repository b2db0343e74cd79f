"""How a file looks and sounds, found out by processes of their own that may crash, hang or eat what they are given."""

from openline.features.files.looking.looks import Looks, has_looks

__all__ = ["Looks", "has_looks"]
