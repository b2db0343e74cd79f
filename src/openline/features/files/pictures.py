"""Width and height of a picture from its header. Nothing is decoded, so no bomb goes off."""

from io import BytesIO

import imagesize

# Where headers end, with thumbnails and colour profiles in front of them.
HEADER_BYTES = 512 * 1024
MAX_SIDE = 65_535
_KNOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/heic", "image/avif"})


def dimensions(start: bytes, kind: str) -> tuple[int, int] | None:
    """Width and height as the picture is to be shown (turned as the camera says), from its first HEADER_BYTES."""
    if kind not in _KNOWN:
        return None
    width, height = imagesize.get(BytesIO(start), exif_rotation=True)
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        return None
    return width, height
