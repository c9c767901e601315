"""Words become lines that are balanced and fit: no widow, no small word hanging at a line's end, no word outside."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rundebord.films.pictures.pen import Font, Pen, text_width

Align = Literal["left", "centre", "right"]
NO_BREAK = "\u00a0"
_SMALL = 2
"""Letters of words that belong to the next: «i», «å», «og» stays out on purpose when there is no other way."""
_WIDOW = 0.5
"""What one short word alone in the last line costs, in shares of a line squared."""
_MOST_WORDS = 32
"""More is no text for a picture, and takes long to break."""
_CAP = 0.73
"""Height of a capital in Inter, in ems."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size. Heights are from the capitals' top to the last baseline, in pixels."""

    lines: tuple[str, ...]
    font: Font
    size: float
    leading: float

    @property
    def height(self) -> float:
        """From the first line's capitals to the last baseline."""
        return self.size * _CAP + self.leading * (len(self.lines) - 1) if self.lines else 0.0

    @property
    def width(self) -> float:
        """Of the widest line."""
        return max((text_width(line, self.font, self.size) for line in self.lines), default=0.0)

    def paint(self, pen: Pen, x: float, top: float, colour: str, align: Align = "left", alpha: float = 1.0) -> float:
        """The lines stand there, and what comes back is the last baseline."""
        baseline = top + self.size * _CAP
        for line in self.lines:
            width = text_width(line, self.font, self.size) if align != "left" else 0.0
            shift = {"left": 0.0, "centre": width / 2, "right": width}[align]
            pen.text(line, x - shift, baseline, self.font, self.size, colour, alpha)
            baseline += self.leading
        return baseline - self.leading


@lru_cache(maxsize=2048)
def fit(
    text: str,
    font: Font,
    width: float,
    height: float,
    largest: float,
    smallest: float = 18.0,
    leading: float = 0.0,
    most_lines: int = 9,
) -> Block:
    """The words in the largest size that holds them in the area, in balanced lines.

    What does not fit in the smallest size ends with «…»: the lint is stricter than that, and nothing is ever drawn over
    something else.
    """
    words = text.split(" ")
    text = text if len(words) <= _MOST_WORDS else " ".join(words[:_MOST_WORDS]) + "…"
    leading = leading or {"display": 1.12, "strong": 1.22, "text": 1.32}[font]
    size = largest
    while True:
        block = Block(_lines(text, font, size, width), font, size, round(size * leading, 1))
        if block.height <= height and len(block.lines) <= most_lines and block.width <= width + 0.5:
            return _without_widow(block, text, width, max(smallest, size * 0.8), leading)
        if size <= smallest:
            break
        size = max(smallest, size - max(1.0, size * 0.04))
    return _cut(block if block.width <= width + 0.5 else _forced(text, font, size, width, leading), height, most_lines)


def _without_widow(block: Block, text: str, width: float, smallest: float, leading: float) -> Block:
    """The block, or a somewhat smaller one where no short word stands alone in the last line."""
    smaller = block
    while _has_widow(smaller) and smaller.size > smallest:
        size = max(smallest, smaller.size - 1)
        smaller = Block(_lines(text, block.font, size, width), block.font, size, round(size * leading, 1))
    return block if _has_widow(smaller) else smaller


def _has_widow(block: Block) -> bool:
    last = block.lines[-1] if block.lines else ""
    return len(block.lines) > 1 and " " not in last and text_width(last, block.font, block.size) < 0.5 * block.width


def _cut(block: Block, height: float, most_lines: int) -> Block:
    room = max(1, min(most_lines, 1 + int((height - block.size * _CAP) / block.leading)))
    if len(block.lines) <= room:
        return block
    kept = block.lines[:room]
    return replace(block, lines=(*kept[:-1], kept[-1].rstrip(" ,.-–")[:-1] + "…"))


def _forced(text: str, font: Font, size: float, width: float, leading: float) -> Block:
    """As a last way, words too long for the area are cut with a hyphen."""
    words: list[str] = []
    for word in _words(text):
        while text_width(word, font, size) > width and len(word) > _SMALL:
            keep = next((n for n in range(len(word) - 1, 1, -1) if text_width(word[:n] + "-", font, size) <= width), 2)
            words.append(word[:keep] + "-")
            word = word[keep:]  # what is left of it
        words.append(word)
    return Block(_broken(tuple(words), font, size, width), font, size, round(size * leading, 1))


def _words(text: str) -> tuple[str, ...]:
    text = re.sub(r"(?<=\d) (?=\d)", NO_BREAK, text)
    text = re.sub(r"(?<=\d) (?=(prosent|av|millioner|milliarder|kroner|sider)\b)", NO_BREAK, text)
    return tuple(text.replace(" –", f"{NO_BREAK}–").split(" ")) if text.strip() else ()


def _lines(text: str, font: Font, size: float, width: float) -> tuple[str, ...]:
    words = tuple(word for word in _words(text) if word)
    return _broken(words, font, size, width) if words else ()


def _broken(words: tuple[str, ...], font: Font, size: float, width: float) -> tuple[str, ...]:
    """As few lines as can hold the words, as equal as they can be (dynamic programming over line ends)."""
    count = _fewest(words, font, size, width)
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for line in range(1, count + 1):
        for end in range(1, len(words) + 1):
            for start in range(end):
                before = best.get((line - 1, start))
                if before is None:
                    continue
                wide = text_width(" ".join(words[start:end]), font, size)
                if wide > width and end - start > 1:
                    continue
                cost = before[0] + ((width - wide) / width) ** 2
                if end == len(words) and end - start == 1 and line > 1 and wide < 0.5 * width:
                    cost += _WIDOW
                if end < len(words):
                    last = words[end - 1]
                    cost += 0.06 if len(last) <= _SMALL and last[-1].isalpha() else 0.0
                    cost -= 0.04 if last[-1] in ",.:;?!" else 0.0
                if cost < best.get((line, end), (float("inf"), 0))[0]:
                    best[line, end] = (cost, start)
    lines: list[str] = []
    end = len(words)
    for line in range(count, 0, -1):
        start = best[line, end][1]
        lines.insert(0, " ".join(words[start:end]))
        end = start
    return tuple(lines)


def _fewest(words: tuple[str, ...], font: Font, size: float, width: float) -> int:
    count, line = 1, ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and text_width(longer, font, size) > width:
            count, line = count + 1, word
        else:
            line = longer
    return count
