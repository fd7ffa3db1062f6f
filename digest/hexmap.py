"""A small map of a place with a hexagon for each ward and the number of its open needs, as a picture for a letter."""

from collections.abc import Mapping
from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

RADIUS = 46
MARGIN = 18
WIDEST = 1200
PAPER, EMPTY, EDGE = "#ffffff", "#e9eef1", "#ffffff"
STEPS = ("#cfe6ee", "#8fc4d6", "#3f8fab", "#0d3b4c")
INK_ON = {"#cfe6ee": "#0d3b4c", "#8fc4d6": "#0d3b4c", "#3f8fab": "#ffffff", "#0d3b4c": "#ffffff"}


def draw(hexes: Mapping[str, tuple[int, int]], counts: Mapping[str, int]) -> bytes:
    """The PNG. `hexes` maps each ward to column and row of an "odd-r" layout whose rows grow to the north; `counts` the wards
    to their numbers, which are written into them. Drawn at twice its size for sharp screens; empty when there is no hexagon.
    """
    if not hexes:
        return b""
    from PIL import Image, ImageDraw, ImageFont

    width, centres = _centres(hexes)
    height = max(y for _, y in centres.values()) + RADIUS + MARGIN
    image = Image.new("RGB", (int(width), int(height)), PAPER)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(RADIUS * 0.72)
    most = max(counts.values(), default=0)
    for ward, (x, y) in centres.items():
        number = counts.get(ward, 0)
        fill = _shade(number, most)
        pen.polygon(_corners(x, y), fill=fill, outline=EDGE, width=3)
        if number:
            pen.text((x, y), str(number), fill=INK_ON[fill], font=font, anchor="mm")
    return _saved(image)


def _saved(image: "Image.Image") -> bytes:
    from PIL import Image

    if image.width > WIDEST:
        image = image.resize((WIDEST, image.height * WIDEST // image.width), Image.Resampling.LANCZOS)
    out = BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def size(picture: bytes) -> tuple[int, int]:
    """Width and height at which a picture is shown, in CSS pixels: half of its own."""
    return int.from_bytes(picture[16:20]) // 2, int.from_bytes(picture[20:24]) // 2


def _centres(hexes: Mapping[str, tuple[int, int]]) -> tuple[float, dict[str, tuple[float, float]]]:
    step = sqrt(3) * RADIUS
    left = min(q + (r % 2) / 2 for q, r in hexes.values())
    top = max(r for _, r in hexes.values())
    centres = {
        ward: (
            MARGIN + step * (q + (r % 2) / 2 - left + 0.5),
            MARGIN + RADIUS + (top - r) * RADIUS * 1.5,
        )
        for ward, (q, r) in hexes.items()
    }
    return max(x for x, _ in centres.values()) + step / 2 + MARGIN, centres


def _corners(x: float, y: float) -> list[tuple[float, float]]:
    half = sqrt(3) / 2 * RADIUS
    return [
        (x, y - RADIUS), (x + half, y - RADIUS / 2), (x + half, y + RADIUS / 2),
        (x, y + RADIUS), (x - half, y + RADIUS / 2), (x - half, y - RADIUS / 2),
    ]  # fmt: skip


def _shade(number: int, most: int) -> str:
    if not number:
        return EMPTY
    steps = len(STEPS)
    return STEPS[max(1, -(-number * steps // max(most, steps))) - 1]
