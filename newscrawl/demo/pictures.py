"""Small pictures, one for each address: in SVG hills, a sea with sails, or a town at dusk; for who
takes only photographs, hills in PNG."""

import zlib
from functools import lru_cache
from math import sin
from random import Random
from struct import pack

WIDTH, HEIGHT = 640, 400
#: Of a photograph.
PHOTO_WIDTH, PHOTO_HEIGHT = 480, 300
PALETTES = (
    ("#f8d7a8", "#e98a6b", "#7d4e57", "#4a2c40", "#fff3d6"),
    ("#cfe8ef", "#7fb7be", "#3f6c7a", "#22404d", "#ffe9a8"),
    ("#fbe3e8", "#d89cb0", "#8b5d7c", "#4b3553", "#fff7ef"),
    ("#e6efcf", "#a9c27c", "#5f8a53", "#2f5240", "#fff0b8"),
    ("#d9d4f0", "#9a8fc7", "#5b4f96", "#2f2a5c", "#ffe3c4"),
    ("#fde9c9", "#e3b26a", "#a8743a", "#5b3f2b", "#ffffff"),
)


def picture(path: str) -> bytes:
    """The same picture for the same path."""
    rng = Random(path)
    sky, *colors, sun = rng.choice(PALETTES)
    shapes = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{sky}"/>',
        f'<circle cx="{rng.randint(90, WIDTH - 90)}" cy="{rng.randint(60, 150)}"'
        f' r="{rng.randint(26, 56)}" fill="{sun}"/>',
    ]
    shapes += rng.choice((hills, hills, sea, town))(rng, colors)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}">{"".join(shapes)}</svg>'
    ).encode()


@lru_cache(maxsize=256)
def photograph(path: str) -> bytes:
    """The same picture in PNG for the same path."""
    rng = Random(path)
    sky, *hills, _ = rng.choice(PALETTES)
    levels = [[PHOTO_HEIGHT * part // 100] * PHOTO_WIDTH for part in (45, 62, 80)]
    for level in levels:
        width, start = rng.uniform(30, 90), rng.uniform(0, 6)
        level[:] = [y + int(24 * sin(x / width + start)) for x, y in enumerate(level)]
    rows = bytearray()
    for y in range(PHOTO_HEIGHT):
        rows.append(0)  # no filter
        rows += bytes(sum(y >= level[x] for level in levels) for x in range(PHOTO_WIDTH))
    colors = b"".join(bytes.fromhex(color[1:]) for color in (sky, *hills))
    header = pack(">IIBBBBB", PHOTO_WIDTH, PHOTO_HEIGHT, 8, 3, 0, 0, 0)  # a palette of bytes
    chunks = ((b"IHDR", header), (b"PLTE", colors), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def takes_only_photographs(accept: str) -> bool:
    """Whether who asks with this header ``Accept`` wants a picture, and no drawing: no browser."""
    return accept.startswith("image/") and "svg" not in accept


def hill(rng: Random, level: int, color: str, height: int = 40) -> str:
    points = [(x, level + rng.randint(-height, height // 2)) for x in range(0, WIDTH + 161, 160)]
    line = " ".join(f"S{x - 80} {y + rng.randint(-20, 20)} {x} {y}" for x, y in points[1:])
    return f'<path d="M0 {points[0][1]} {line} V{HEIGHT} H0 Z" fill="{color}"/>'


def hills(rng: Random, colors: list[str]) -> list[str]:
    return [hill(rng, 195 + 65 * place, color) for place, color in enumerate(colors)]


def sea(rng: Random, colors: list[str]) -> list[str]:
    far, water, near = colors
    shapes = [hill(rng, 215, far), f'<rect y="240" width="640" height="160" fill="{water}"/>']
    for _ in range(rng.randint(1, 4)):
        x, y, size = rng.randint(40, 560), rng.randint(255, 330), rng.randint(22, 46)
        shapes.append(f'<path d="M{x} {y} v-{size * 2} l{size} {size * 2} z" fill="#fffaf0"/>')
        shapes.append(
            f'<path d="M{x - 12} {y + 5} h{size + 24} l-12 14 h-{size} z" fill="{near}"/>'
        )
    return shapes


def town(rng: Random, colors: list[str]) -> list[str]:
    far, middle, near = colors
    shapes = [hill(rng, 190, far, 60)]
    for color, level, low, high in ((middle, 400, 90, 190), (near, 400, 40, 120)):
        x = -rng.randint(0, 30)
        while x < WIDTH:
            width, height = rng.randint(38, 80), rng.randint(low, high)
            top = level - height
            shapes.append(
                f'<rect x="{x}" y="{top}" width="{width}" height="{height}" fill="{color}"/>'
            )
            if rng.random() < 0.25:  # a dome
                middle_x = x + width // 2
                shapes.append(
                    f'<circle cx="{middle_x}" cy="{top}" r="{width // 2}" fill="{color}"/>'
                )
            x += width + rng.randint(0, 8)
    return shapes
