"""The colours of the films: the product's own theme (ui/theme), and one for each role. Pure."""

from __future__ import annotations

from functools import lru_cache

PAPER = "#FBF9F5"
WARM = "#F1EBDF"
SAND = "#E5DBC8"
LINE = "#D3C7B1"
INK = "#2A241B"
SOFT_INK = "#5A5044"
PETROL = "#0B4A53"
DEEP_PETROL = "#08363D"
MIST = "#E1EBEA"
HAZE = "#C3D8D9"
COPPER = "#8C3F22"
BLUSH = "#F3DDCF"
WHITE = "#FFFFFF"
WOOD = "#E3CCA9"
WOOD_EDGE = "#C7A97F"


@lru_cache(maxsize=4096)
def mix(one: str, other: str, share: float) -> str:
    """The colour that lies ``share`` (0 to 1) of the way from one «#RRGGBB» to the other."""
    if share <= 0:
        return one
    if share >= 1:
        return other
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of «#RRGGBB»."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, ground: str, ratio: float = 4.5) -> str:
    """The colour, darkened (on a light ground) or lightened (on a dark one) until text in it can be read there."""
    end = INK if _luminance(ground) > 0.3 else WHITE
    for step in range(11):
        found = mix(colour, end, step / 10)
        if contrast(found, ground) >= ratio:
            return found
    return end


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
