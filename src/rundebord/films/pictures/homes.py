"""What stands behind each role in the disc: a hint of where they come from, tone on tone. «Hos oss» is nine places."""

from __future__ import annotations

from rundebord.films.pictures.cast import Look
from rundebord.films.pictures.palette import PAPER, mix
from rundebord.films.pictures.pen import Pen, box, circle, oval, polygon, smooth


def paint_home(pen: Pen, look: Look, x: float, y: float, radius: float) -> None:
    """The place, inside the disc; drawn as if the disc's radius were 100."""
    near, far = mix(look.colour, PAPER, 0.62), mix(look.colour, PAPER, 0.70)
    light = mix(look.colour, PAPER, 0.9)
    with pen.within(circle(x, y, radius)), pen.at(x, y, radius / 100):
        match look.home:
            case "town":
                pen.fill(polygon([(-100, 100), (-100, -10), (-78, -32), (-56, -10), (-56, 100)]), far)
                pen.fill(polygon([(56, 100), (56, -46), (62, -46), (70, -76), (78, -46), (84, -46), (84, 100)]), near)
                pen.fill(polygon([(-58, 100), (-58, 6), (-44, -10), (-30, 6), (-30, 100)]), near)
                pen.fill(polygon([(36, 100), (36, -6), (58, -6), (58, 100)]), far)
                pen.fill(circle(70, -32, 6), light)
                _windows(pen, light, -92, 4, 2, 4, 16, 18)
                _windows(pen, light, 84, 10, 1, 3, 12, 18)
            case "shelves":
                for row in range(-1, 5):
                    shelf = -58 + row * 42
                    pen.fill(box(-100, shelf + 34, 200, 5), near)
                    for step in range(14):
                        height = 22 + (step * 7 + row * 5) % 11
                        pen.fill(
                            box(-98 + step * 14.4, shelf + 34 - height, 11, height, 1.5),
                            far if (step + row) % 3 else near,
                        )
                        pen.fill(box(-95 + step * 14.4, shelf + 40 - height, 5, 4), light)
            case "fjord":
                pen.fill(circle(-54, -40, 14), light)
                pen.fill(smooth([(-110, 30), (-110, 30), (-72, -18), (-46, 8), (-24, 2), (20, 40), (20, 40)]), far)
                pen.fill(smooth([(110, 30), (110, 30), (78, -44), (54, -8), (40, 4), (10, 40), (10, 40)]), near)
                pen.fill(box(-110, 34, 220, 80), light)
                pen.fill(polygon([(48, 38), (88, 38), (82, 47), (54, 47)]), near)
                pen.fill(box(58, 29, 22, 9), far)
            case "block":
                pen.fill(box(-96, -46, 62, 160), far)
                pen.fill(box(38, -68, 54, 180), near)
                _windows(pen, light, -88, -36, 4, 7, 14, 15)
                _windows(pen, light, 46, -58, 3, 8, 15, 15)
            case "columns":
                pen.fill(polygon([(-110, -26), (0, -84), (110, -26)]), far)
                pen.fill(box(-104, -26, 208, 10), near)
                for step in range(7):
                    pen.fill(box(-94 + step * 30, -12, 12, 110), near)
                pen.fill(box(-110, 62, 220, 8), far)
            case "mountains":
                pen.fill(circle(56, -46, 13), light)
                pen.fill(polygon([(-120, 70), (-58, -54), (-26, 4), (-8, -18), (60, 70)]), far)
                pen.fill(polygon([(-68, -34), (-58, -54), (-46, -32), (-54, -26), (-60, -32)]), light)
                pen.fill(polygon([(0, 70), (66, -16), (126, 70)]), near)
                pen.fill(polygon([(-88, 60), (-88, 34), (-74, 22), (-60, 34), (-60, 60)]), near)
                pen.fill(box(-79, 40, 9, 9), light)
            case "hospital":
                pen.fill(box(-110, -8, 90, 120), far)
                pen.fill(box(34, -54, 60, 170), near)
                for row in range(5):
                    pen.fill(box(-104, 2 + row * 20, 74, 7, 3), light)
                    pen.fill(box(42, -42 + row * 20, 44, 7, 3), light)
                pen.fill(oval(-62, 46, 17, 22), near)
                pen.fill(box(-64, 60, 4, 40), near)
            case "books":
                for row in range(4):
                    shelf = -66 + row * 44
                    pen.fill(box(-100, shelf + 38, 200, 4), near)
                    for step in range(16):
                        height = 20 + (step * 11 + row * 7) % 15
                        tone = (far, near, light)[(step * 5 + row) % 3]
                        pen.fill(box(-98 + step * 12.4, shelf + 38 - height, 9 + step % 3, height, 1), tone)
            case "paragraph":
                pen.fill(box(-92, -62, 58, 180, 4), far)
                pen.fill(box(36, -62, 58, 180, 4), far)
                for side in (-63, 65):
                    pen.text("§", side - 17, -2, "display", 58, light)
                    for row in range(4):
                        pen.fill(box(side - 18, 16 + row * 13, 36 - (row % 2) * 10, 5, 2.5), near)


def _windows(pen: Pen, colour: str, x: float, y: float, across: int, down: int, step: float, drop: float) -> None:
    for column in range(across):
        for row in range(down):
            pen.fill(box(x + column * step, y + row * drop, step * 0.5, drop * 0.55), colour)
