"""A process of its own: asks ffprobe and ffmpeg about a film or a sound.

Arguments: both tools, the reader to use, the file. Writes `found.json`, and `poster.png` for a film, where it runs.
Started by looker.py for what strangers send; the tools inherit the limits set here.
"""

import json
import subprocess
import sys
from array import array
from pathlib import Path
from typing import Any

from openline.features.files.looking.limits import DONE, NOT_OURS, limit

MEMORY_BYTES = 1_536 * 1024 * 1024
CPU_S = 20
SAMPLES_PER_S = 4_000
LONGEST_S = 3_600
BARS = 100
LOUDEST = 31
POSTER_SIDE = 1_280
LATEST_POSTER_S = 1.0
# The file may name other files and addresses; nothing but itself is opened.
_CLOSED = ("-v", "error", "-protocol_whitelist", "file,pipe")
_ASKED = (
    "format=duration:stream=codec_type,width,height:stream_disposition=attached_pic:stream_side_data=rotation"
)  # fmt: skip


def main(ffmpeg: str, ffprobe: str, reader: str, path: str) -> int:
    """Find out what there is, then how it sounds or looks."""
    limit(memory_bytes=MEMORY_BYTES, cpu_s=CPU_S)
    probed = _run(ffprobe, *_CLOSED, "-f", reader, "-show_entries", _ASKED, "-of", "json", path)
    if probed is None:
        return NOT_OURS
    told = json.loads(probed)
    streams: list[dict[str, Any]] = told.get("streams", [])
    film = next((stream for stream in streams if _is_film(stream)), None)
    found: dict[str, Any] = {"duration_ms": _millis(told.get("format", {}).get("duration")), "film": film is not None}
    decode = (*_CLOSED, "-nostdin", "-threads", "1")
    source = ("-f", reader, "-i", path)
    if film is not None:
        found |= _size(film)
        scaled = f"scale='min({POSTER_SIDE},iw)':'min({POSTER_SIDE},ih)':force_original_aspect_ratio=decrease"
        shot = ("-map", "0:V:0", "-frames:v", "1", "-vf", scaled, "-y", "poster.png")
        later = ("-ss", str(_moment(found["duration_ms"])))
        _run(ffmpeg, *decode, *later, *source, *shot)
        if not Path("poster.png").is_file():  # nothing comes after its first picture
            _run(ffmpeg, *decode, *source, *shot)
    elif any(stream.get("codec_type") == "audio" for stream in streams):
        form = ("-t", str(LONGEST_S), "-ac", "1", "-ar", str(SAMPLES_PER_S), "-f", "s16le", "pipe:1")
        samples = array("h", _run(ffmpeg, *decode, *source, "-map", "0:a:0", *form) or b"")
        found["waveform"] = waveform(samples)
        # What a browser records says nowhere how long it is.
        found["duration_ms"] = found["duration_ms"] or len(samples) * 1_000 // SAMPLES_PER_S or None
    Path("found.json").write_text(json.dumps(found))
    return DONE


def waveform(samples: "array[int]") -> list[int]:
    """Loudness of up to BARS pieces, in parts of the loudest."""
    bars = min(BARS, len(samples))
    peaks = []
    for bar in range(bars):
        piece = samples[bar * len(samples) // bars : (bar + 1) * len(samples) // bars]
        low, high = min(piece), max(piece)
        peaks.append(max(high, -low))
    most = max(peaks, default=0)
    return [round(LOUDEST * peak / most) for peak in peaks] if most else [0] * bars


def _moment(duration_ms: int | None) -> float:
    """Where the poster is taken, in seconds: many films begin in the dark."""
    return min(LATEST_POSTER_S, (duration_ms or 0) / 10_000)


def _is_film(stream: dict[str, Any]) -> bool:
    """A picture on the cover of a song is none."""
    return stream.get("codec_type") == "video" and not stream.get("disposition", {}).get("attached_pic")


def _size(stream: dict[str, Any]) -> dict[str, int | None]:
    """Width and height as it is shown: phones turn films by a remark beside them."""
    width, height = stream.get("width"), stream.get("height")
    turned = any(abs(int(side.get("rotation", 0))) in {90, 270} for side in stream.get("side_data_list", []))
    return {"width": height, "height": width} if turned else {"width": width, "height": height}


def _millis(seconds: Any) -> int | None:
    try:
        return round(float(seconds) * 1_000)
    except (TypeError, ValueError, OverflowError):
        return None


def _run(*command: str) -> bytes | None:
    """What the tool wrote; None when it failed."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)  # noqa: S603 - ours
    return done.stdout if done.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
