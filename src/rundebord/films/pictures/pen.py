"""The one module that knows the drawing library (skia-python): shapes, text, images. Everything else calls a ``Pen``.

skia has no complete types, so what it makes is ``Any`` here and nowhere else.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import rundebord
from rundebord.films.faults import FilmFault, MissingTool
from rundebord.films.pictures.palette import channels, mix
from rundebord.programmes.format.findings import N_

Point = tuple[float, float]
Font = Literal["text", "strong", "display"]
_FONTS: dict[str, tuple[str, float]] = {
    "text": ("Inter-Regular.ttf", -0.006),
    "strong": ("Inter-SemiBold.ttf", -0.01),
    "display": ("InterDisplay-SemiBold.ttf", -0.016),
}
"""File, and letter spacing in ems."""
FONT_FOLDER = Path(rundebord.__file__).parent / "documents" / "vendor" / "inter-ui-4.1.1"
"""Inter lies with the papers (SIL OFL), as TTF; the web page's WOFF2 cannot be read by skia."""


@cache
def library() -> Any:
    """skia itself. Raises ``MissingTool``."""
    try:
        return importlib.import_module("skia")
    except ImportError as error:
        raise MissingTool("skia-python", "film") from error


@cache
def _collection() -> Any:
    skia = library()
    provider = skia.textlayout_TypefaceFontProvider()
    for name, (file, _) in _FONTS.items():
        path = FONT_FOLDER / file
        face = skia.Typeface.MakeFromFile(str(path)) if path.is_file() else None
        if face is None:
            raise FilmFault(
                N_("The typeface Inter is not at %(path)s."), N_("Install Rundebord again; it ships Inter."), path=path
            )
        provider.registerTypeface(face, name)
    collection = skia.textlayout_FontCollection()
    collection.setDefaultFontManager(provider)
    return collection, skia.Unicodes.ICU.Make()


@lru_cache(maxsize=4096)
def _paragraph(text: str, font: str, size: float, argb: int) -> Any:
    skia = library()
    collection, unicode = _collection()
    style = skia.textlayout_TextStyle()
    style.setFontFamilies([font])
    style.setFontSize(size)
    style.setColor(argb)
    style.setLetterSpacing(size * _FONTS[font][1])
    whole = skia.textlayout_ParagraphStyle()
    whole.setTextStyle(style)
    builder = skia.textlayout_ParagraphBuilder.make(whole, collection, unicode)
    builder.pushStyle(style)
    builder.addText(text)
    paragraph = builder.Build()
    paragraph.layout(10_000)
    return paragraph


@lru_cache(maxsize=16384)
def text_width(text: str, font: Font, size: float) -> float:
    """How wide the words are in one line, in pixels, kerning included."""
    return float(_paragraph(text, font, size, 0xFF000000).LongestLine) if text else 0.0


def argb(colour: str, alpha: float = 1.0) -> int:
    """«#RRGGBB» as skia counts."""
    red, green, blue = channels(colour)
    return (round(alpha * 255) << 24) | (red << 16) | (green << 8) | blue


def circle(x: float, y: float, radius: float) -> Any:
    """A closed circle."""
    return library().Path.Circle(x, y, radius)


def oval(x: float, y: float, across: float, up: float) -> Any:
    """An ellipse around (x, y) with these half axes."""
    skia = library()
    return skia.Path.Oval(skia.Rect.MakeLTRB(x - across, y - up, x + across, y + up))


def box(x: float, y: float, width: float, height: float, radius: float = 0.0) -> Any:
    """A rectangle with its upper left corner there; its corners may be round."""
    skia = library()
    radius = min(radius, width / 2, height / 2)
    return skia.Path.RRect(
        skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, y, max(width, 0), max(height, 0)), radius, radius)
    )


def polygon(points: Sequence[Point], is_closed: bool = True) -> Any:
    """Straight lines through the points."""
    path = library().Path()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if is_closed:
        path.close()
    return path


def smooth(points: Sequence[Point], is_closed: bool = True) -> Any:
    """A soft curve through the points (Catmull-Rom). A point that stands twice is a corner."""
    path = library().Path()
    count = len(points)
    path.moveTo(*points[0])
    for index in range(count if is_closed else count - 1):
        before, start, end, after = (
            points[(index + step) % count] if is_closed else points[min(max(index + step, 0), count - 1)]
            for step in (-1, 0, 1, 2)
        )
        if start == end:
            continue
        bend = 0.0 if before == start else 1 / 6
        bend_end = 0.0 if after == end else 1 / 6
        path.cubicTo(
            start[0] + (end[0] - before[0]) * bend,
            start[1] + (end[1] - before[1]) * bend,
            end[0] - (after[0] - start[0]) * bend_end,
            end[1] - (after[1] - start[1]) * bend_end,
            *end,
        )
    if is_closed:
        path.close()
    return path


def sector(x: float, y: float, radius: float, start: float, sweep: float) -> Any:
    """An open arc from ``start`` degrees (0 is to the right, clockwise)."""
    skia = library()
    path = skia.Path()
    path.addArc(skia.Rect.MakeLTRB(x - radius, y - radius, x + radius, y + radius), start, sweep)
    return path


def joined(one: Any, other: Any) -> Any:
    """The area of both."""
    skia = library()
    return skia.Op(one, other, skia.kUnion_PathOp)


def surface(width: int, height: int, pixels: Any = None) -> Any:
    """Something to draw on; with ``pixels`` (numpy, height × width × 4, BGRA) it draws into those."""
    skia = library()
    if pixels is None:
        return skia.Surface(width, height)
    return skia.Surface(pixels, skia.ColorType.kBGRA_8888_ColorType, skia.AlphaType.kPremul_AlphaType)


class Pen:
    """Draws on a canvas. ``wash`` mixes every colour with another: those who do not speak step back."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self._skia = library()
        self._wash: tuple[str, float] | None = None

    def _colour(self, colour: str, alpha: float) -> int:
        if self._wash:
            colour = mix(colour, *self._wash)
        return argb(colour, alpha)

    def clear(self, colour: str) -> None:
        """All of it has that colour."""
        self.canvas.clear(argb(colour))

    def fill(self, path: Any, colour: str, alpha: float = 1.0) -> None:
        """The inside of the path has that colour."""
        if alpha > 0:
            self.canvas.drawPath(path, self._skia.Paint(Color=self._colour(colour, alpha), AntiAlias=True))

    def stroke(self, path: Any, colour: str, width: float, alpha: float = 1.0, share: float = 1.0) -> None:
        """A line along the path, or along the first ``share`` of it."""
        if alpha <= 0 or share <= 0:
            return
        skia = self._skia
        paint = skia.Paint(
            Color=self._colour(colour, alpha),
            AntiAlias=True,
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=width,
            StrokeCap=skia.Paint.kRound_Cap,
            StrokeJoin=skia.Paint.kRound_Join,
        )
        if share < 1:
            paint.setPathEffect(skia.TrimPathEffect.Make(0, share, skia.TrimPathEffect.Mode.kNormal))
        self.canvas.drawPath(path, paint)

    def dashes(self, path: Any, colour: str, width: float, alpha: float = 1.0, gap: float = 9.0) -> None:
        """A broken line along the path."""
        skia = self._skia
        paint = skia.Paint(
            Color=self._colour(colour, alpha), AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=width
        )
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        paint.setPathEffect(skia.DashPathEffect.Make([gap, gap], 0))
        if alpha > 0:
            self.canvas.drawPath(path, paint)

    def line(self, start: Point, end: Point, colour: str, width: float, alpha: float = 1.0, share: float = 1.0) -> None:
        """A straight line, or the first ``share`` of it."""
        if share > 0:
            last = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            self.stroke(polygon((start, last), is_closed=False), colour, width, alpha)

    def text(
        self, words: str, x: float, baseline: float, font: Font, size: float, colour: str, alpha: float = 1.0
    ) -> None:
        """One line of words from x on."""
        if not words or alpha <= 0:
            return
        paragraph = _paragraph(words, font, size, self._colour(colour, round(alpha * 24) / 24))
        paragraph.paint(self.canvas, x, baseline - paragraph.AlphabeticBaseline)

    def image(self, image: Any, x: float, y: float, alpha: float = 1.0) -> None:
        """The image with its upper left corner there."""
        if alpha <= 0:
            return
        skia = self._skia
        whole = float(x).is_integer() and float(y).is_integer()
        sampling = skia.SamplingOptions() if whole else skia.SamplingOptions(skia.FilterMode.kLinear)
        self.canvas.drawImage(image, x, y, sampling, skia.Paint(Alphaf=alpha) if alpha < 1 else None)

    def picture(self, image: Any, width: float, height: float) -> None:
        """The image, softly scaled to that size."""
        skia = self._skia
        sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
        self.canvas.drawImageRect(image.withDefaultMipmaps(), skia.Rect.MakeWH(width, height), sampling)

    @contextmanager
    def washed(self, colour: str, share: float) -> Iterator[None]:
        """Everything inside is mixed with that colour."""
        before, self._wash = self._wash, (colour, share) if share > 0 else None
        try:
            yield
        finally:
            self._wash = before

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1.0, degrees: float = 0.0) -> Iterator[None]:
        """Inside, (0, 0) lies there, and everything is that large and turned that much."""
        self.canvas.save()
        self.canvas.translate(x, y)
        if degrees:
            self.canvas.rotate(degrees)
        if scale != 1:
            self.canvas.scale(scale, scale)
        try:
            yield
        finally:
            self.canvas.restore()

    @contextmanager
    def within(self, path: Any) -> Iterator[None]:
        """Inside, nothing is drawn outside the path."""
        self.canvas.save()
        self.canvas.clipPath(path, self._skia.ClipOp.kIntersect, True)
        try:
            yield
        finally:
            self.canvas.restore()

    @contextmanager
    def faded(self, alpha: float, area: tuple[float, float, float, float] | None = None) -> Iterator[None]:
        """Everything inside is that transparent, as one. ``area`` (x, y, width, height) makes it quick."""
        if alpha >= 1:
            yield
            return
        bounds = self._skia.Rect.MakeXYWH(*area) if area else None
        self.canvas.saveLayer(bounds, self._skia.Paint(Alphaf=max(alpha, 0.0)))
        try:
            yield
        finally:
            self.canvas.restore()


def around(x: float, y: float, radius: float, degrees: float) -> Point:
    """The point on a circle; 0 is to the right, clockwise."""
    return x + radius * math.cos(math.radians(degrees)), y + radius * math.sin(math.radians(degrees))
