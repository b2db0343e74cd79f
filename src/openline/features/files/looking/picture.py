"""A process of its own: reads the picture named as its argument, writes `thumb.webp` and `preview.webp` where it runs.

Started by looker.py for what strangers send. Ends with DONE, or NOT_OURS when that is no picture we take.
"""

import io
import sys
import warnings

from PIL import Image, ImageCms, ImageOps

from openline.features.files.looking.limits import DONE, NOT_OURS, limit

MEMORY_BYTES = 1_024 * 1024 * 1024
CPU_S = 10
# As RGBA that is 200 MB, and three such copies fit into the memory above.
MOST_PIXELS = 50_000_000
# Cameras of phones make 200 megapixels; their pictures are decoded smaller than they are.
MOST_ANNOUNCED = 250_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
SIDES = (("preview", 1_280, 80), ("thumb", 320, 75))


def main(path: str) -> int:
    """Make both; the small one out of the larger one."""
    limit(memory_bytes=MEMORY_BYTES, cpu_s=CPU_S)
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = MOST_ANNOUNCED
    try:
        picture = _decoded(path)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError):
        return NOT_OURS
    for name, side, quality in SIDES:
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        # Pixels alone are carried over: no place, no camera, no comment, no thumbnail made by somebody else.
        plain = Image.frombytes(picture.mode, picture.size, picture.tobytes())
        plain.save(f"{name}.webp", "WEBP", quality=quality)
    return DONE


def _decoded(path: str) -> Image.Image:
    """The first frame, upright, in RGB or RGBA."""
    opened = Image.open(path, formats=FORMATS)
    # A JPEG need not be decoded larger than it is wanted.
    opened.draft(None, (SIDES[0][1], SIDES[0][1]))
    if opened.width * opened.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    picture = ImageOps.exif_transpose(opened)
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA"}:
        picture = _in_srgb(picture, profile)
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Colours as the web takes them, since the profile is not carried over."""
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return picture
    return changed or picture


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
