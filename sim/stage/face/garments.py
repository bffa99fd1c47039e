"""The garments: each a small pattern over the same shoulders."""

from collections.abc import Callable, Mapping, Sequence

from sim.stage.face.canvas import Airbrush, Canvas, Px
from sim.stage.face.identity import Identity
from sim.stage.face.sketch import SIDES, mirror, side_of
from sim.stage.kit.vector import Colour, Point, Points, ellipse, mix, ribbon, spline

_NIGHT: Colour = (16, 12, 34)
_ROUND: Points = [(150, 302), (160, 318), (178, 330), (200, 334)]
_LOW_ROUND: Points = [(149, 298), (155, 324), (175, 343), (200, 348)]
_VEE: Points = [(150, 302), (166, 330), (184, 356), (200, 376)]
_HIGH: Points = [(158, 296), (172, 306), (186, 310), (200, 311)]


Wash = tuple[Points, Colour, float]


class Tailor:
    """What all garments share: shoulders at a height, cloth with light and folds, seams."""

    def __init__(self, canvas: Canvas, identity: Identity, raised: float) -> None:
        self.canvas = canvas
        self.who = identity
        self.raised = 9 * raised
        self.top = identity.rgb("top")
        self.inner = identity.rgb("inner")

    def place(self, points: Sequence[Point]) -> Px:
        """Body points in pixels, widened by build and lifted with the shoulders."""
        build, lift = self.who.build, self.raised
        moved = []
        for x, y in points:
            away = min(1.0, abs(x - 200) / 110)
            moved.append((200 + (x - 200) * build, y - lift * away * (1.0 if y < 380 else 0.4)))
        return self.canvas.body(moved)

    def shoulders(self, neckline: Points) -> Px:
        """The outline of the upper body below a neckline given for the viewer's left half."""
        outer: Points = [(36, 440), (42, 384), (58, 354), (92, 332), (128, 317), neckline[0]]
        half = spline(outer, steps=6) + spline(neckline, steps=6)[1:]
        return self.place(half + mirror(half)[1:])

    def cloth(self, outline: Px, tone: Colour, folds: bool = True, pattern: Sequence[Wash] = ()) -> None:
        """A body of cloth: its woven pattern, light from the upper left, shade on the right, a few folds."""
        dark, light = mix(tone, _NIGHT, 0.5), mix(tone, (255, 246, 228), 0.34)
        brush = Airbrush(self.canvas, outline, tone)
        for points, woven, strength in pattern:
            brush.wash(self.place(points), woven, strength)
        brush.soften(*([1] if pattern else []))
        brush.wash(self.place([(282, 300), (400, 320), (400, 450), (270, 450)]), dark, 0.65)
        brush.wash(self.place([(0, 340), (70, 336), (56, 450), (0, 450)]), dark, 0.45)
        brush.wash(self.place([(60, 420), (340, 420), (340, 470), (60, 470)]), dark, 0.5)
        brush.wash(self.place(ellipse((122, 334), (46, 11), 20, -0.36)), light, 0.6)
        brush.wash(self.place(ellipse((278, 330), (34, 7), 20, 0.36)), light, 0.24)
        brush.soften(*([] if pattern else [3, 3]))
        if folds:
            for knots, width, tone_of in _FOLDS:
                stroke = ribbon(spline(knots, steps=5), [0.5, width, 0.5])
                brush.wash(self.place(stroke), dark if tone_of < 0 else light, abs(tone_of))
            brush.soften(*([] if pattern else [2, 1]))
        brush.lay()

    def piece(self, points: Sequence[Point], tone: Colour) -> None:
        """A flat piece."""
        self.canvas.fill(self.place(points), tone)

    def both(self, points: Sequence[Point], left: Colour, right: Colour) -> None:
        """A piece and its mirror image; the right one lies in the shade."""
        for side, tone in zip(SIDES, (left, right), strict=True):
            self.piece(side_of(points, side), tone)

    def seam(self, knots: Sequence[Point], widths: Sequence[float], tone: Colour) -> None:
        """A curved line on the cloth."""
        self.canvas.fill(self.place(ribbon(spline(knots, steps=6), widths)), tone)

    def dark(self, share: float, tone: Colour | None = None) -> Colour:
        """The top's colour, deeper."""
        return mix(tone or self.top, _NIGHT, share)

    def light(self, share: float, tone: Colour | None = None) -> Colour:
        """The top's colour, lit."""
        return mix(tone or self.top, (255, 246, 228), share)


Garment = Callable[[Tailor], None]
_FOLDS: tuple[tuple[Points, float, float], ...] = (
    ([(116, 336), (104, 352), (98, 376)], 5, -0.45), ([(126, 336), (116, 354), (112, 380)], 4, 0.3),
    ([(284, 336), (296, 352), (302, 378)], 6, -0.5), ([(150, 352), (160, 366), (164, 384)], 5, -0.3),
    ([(250, 352), (240, 366), (236, 384)], 5, -0.35),
)  # fmt: skip


def _band(tailor: Tailor, neckline: Points, width: float, tone: Colour) -> None:
    """A collar band along a neckline."""
    edge = spline(neckline, steps=6)
    edge = edge + mirror(edge)[1:]
    tailor.canvas.fill(tailor.place(ribbon(edge, width)), tone)


def knit(tailor: Tailor) -> None:
    """A jumper with a ribbed neck."""
    tailor.cloth(tailor.shoulders(_ROUND), tailor.top)
    low: Points = [(x, y + 4) for x, y in _ROUND]
    _band(tailor, [(x, y + 7) for x, y in _ROUND], 3, tailor.dark(0.28))
    _band(tailor, low, 9, tailor.light(0.1))
    rim = spline(low, steps=6)
    for x, y in [*rim[::2], *mirror(rim)[::2]]:
        tailor.seam(
            [(x, y - 4), (x + (x - 200) * -0.01, y), (x - (x - 200) * 0.03, y + 4)], [0.8, 0.8], tailor.dark(0.2)
        )


def tee(tailor: Tailor) -> None:
    """A T-shirt."""
    tailor.cloth(tailor.shoulders(_ROUND), tailor.top)
    _band(tailor, [(x, y + 2.5) for x, y in _ROUND], 5.5, tailor.dark(0.16))
    _band(tailor, [(x, y + 6) for x, y in _ROUND], 0.9, tailor.dark(0.4))
    for side in SIDES:
        tailor.seam(side_of([(94, 332), (104, 356), (102, 400)], side), [0.6, 1.2, 0.6], tailor.dark(0.34))


def _collar(tailor: Tailor, cloth: Colour, spread: float = 0.0) -> None:
    """A shirt's collar, open at the neck."""
    stand: Points = [(151, 300), (158, 291), (186, 330), (200, 346), (190, 352), (168, 332)]
    tailor.both(stand, mix(cloth, _NIGHT, 0.22), mix(cloth, _NIGHT, 0.32))
    leaf: Points = [(146, 304), (157, 291), (170, 314), (194, 342), (180, 366 - spread), (160 - spread, 352)]
    tailor.both([(x, y + 2.5) for x, y in leaf], mix(cloth, _NIGHT, 0.4), mix(cloth, _NIGHT, 0.5))
    tailor.both(leaf, mix(cloth, (255, 255, 255), 0.12), mix(cloth, _NIGHT, 0.1))


def shirt(tailor: Tailor) -> None:
    """An open shirt over a T-shirt."""
    _undershirt(tailor, tailor.inner)
    tailor.cloth(tailor.shoulders(_VEE), tailor.top)
    tailor.piece([(190, 362), (210, 362), (212, 450), (190, 450)], tailor.light(0.08))
    tailor.seam([(190, 358), (190, 400), (190, 440)], [0.8, 1.2, 0.8], tailor.dark(0.36))
    for y in (372, 396):
        tailor.piece(ellipse((201, y), (2.6, 2.6), 12), tailor.inner)
        tailor.piece(ellipse((201, y), (1, 1), 8), tailor.dark(0.4))
    _collar(tailor, tailor.top)


def flannel(tailor: Tailor) -> None:
    """A checked work shirt over a T-shirt."""
    _undershirt(tailor, tailor.inner)
    dark, light = tailor.dark(0.8), tailor.light(0.7)
    checks: list[Wash] = []
    for step in range(-8, 9):
        x = 200 + 21 * step
        lean = (x - 200) * 0.12
        checks.append(
            ([(x - 4 - lean, 290), (x + 4 - lean, 290), (x + 4 + lean, 440), (x - 4 + lean, 440)], dark, 0.42)
        )
        checks.append(
            ([(x + 10 - lean, 290), (x + 11.5 - lean, 290), (x + 11.5 + lean, 440), (x + 10 + lean, 440)], light, 0.4)
        )
    for step in range(8):
        y = 306 + 21 * step
        sag = [(20, y + 26), (110, y + 4), (200, y - 4), (290, y + 4), (380, y + 26)]
        checks.append((ribbon(spline(sag, steps=5), 8.0), dark, 0.42))
        checks.append((ribbon(spline([(px, py + 11) for px, py in sag], steps=5), 1.6), light, 0.4))
    tailor.cloth(tailor.shoulders(_VEE), tailor.top, pattern=checks)
    _collar(tailor, tailor.top)


def _undershirt(tailor: Tailor, tone: Colour) -> None:
    half = spline(_ROUND, steps=6)
    edge: Points = [(140, 440), (141, 308), *half, *mirror(half)[1:], (259, 308), (260, 440)]
    tailor.canvas.fill(tailor.place(edge), mix(tone, _NIGHT, 0.14))
    _band(tailor, [(158, 314), (164, 323), (180, 333), (200, 336)], 4.5, mix(tone, _NIGHT, 0.05))


def blazer(tailor: Tailor) -> None:
    """A tailored jacket over a silk top."""
    half = spline(_LOW_ROUND, steps=6)
    tailor.canvas.fill(
        tailor.place([(140, 440), (141, 308), *half, *mirror(half)[1:], (259, 308), (260, 440)]), tailor.inner
    )
    _band(tailor, [(153, 314), (158, 328), (176, 343), (200, 348)], 2.2, mix(tailor.inner, _NIGHT, 0.16))
    tailor.seam([(186, 352), (190, 380), (196, 420)], [0.6, 3, 0.6], mix(tailor.inner, _NIGHT, 0.12))
    deep: Points = [(142, 306), (152, 336), (172, 380), (194, 440)]
    tailor.cloth(tailor.shoulders(deep), tailor.top)
    lapel: Points = [(140, 306), (150, 300), (164, 340), (184, 392), (192, 440), (168, 440), (144, 392),
                     (124, 364), (138, 352), (126, 344)]  # fmt: skip
    tailor.both([(x - 1.5, y + 3) for x, y in lapel], tailor.dark(0.5), tailor.dark(0.6))
    tailor.both(lapel, tailor.light(0.08), tailor.dark(0.12))
    tailor.both(
        [(126, 344), (138, 352), (124, 364), (123, 361), (134, 352), (125, 346)], tailor.dark(0.4), tailor.dark(0.5)
    )


def cardigan(tailor: Tailor) -> None:
    """A cardigan over a light top."""
    half = spline(_LOW_ROUND, steps=6)
    tailor.canvas.fill(
        tailor.place([(140, 440), (141, 308), *half, *mirror(half)[1:], (259, 308), (260, 440)]),
        mix(tailor.inner, _NIGHT, 0.06),
    )
    _band(tailor, [(x, y + 2) for x, y in _LOW_ROUND], 4, mix(tailor.inner, _NIGHT, 0.02))
    tailor.seam([(180, 354), (184, 380), (180, 420)], [0.6, 3, 0.6], mix(tailor.inner, _NIGHT, 0.16))
    tailor.seam([(218, 354), (214, 380), (220, 420)], [0.6, 4, 0.6], mix(tailor.inner, _NIGHT, 0.18))
    deep: Points = [(140, 307), (148, 336), (164, 372), (180, 440)]
    tailor.cloth(tailor.shoulders(deep), tailor.top)
    for side in SIDES:
        edge = side_of([(150, 294), (141, 308), (146, 338), (160, 374), (175, 440)], side)
        tailor.seam(edge, [3, 9.5, 11, 11, 11], tailor.light(0.12) if side < 0 else tailor.dark(0.1))
        tailor.seam(side_of([(136, 311), (140, 340), (154, 376), (169, 440)], side), [0.5, 1.4], tailor.dark(0.4))
    for y, x in ((372, 240), (396, 233)):
        tailor.piece(ellipse((x, y), (3.4, 3.4), 14), tailor.dark(0.5))
        tailor.piece(ellipse((x - 0.8, y - 0.8), (2.4, 2.4), 12), tailor.light(0.35))
    for row in range(6):
        y = 350 + row * 9
        for side in SIDES:
            tailor.seam(
                side_of([(70, y + 8), (110, y + 2), (138 + row * 3, y)], side), [0.5, 1.0, 0.5], tailor.dark(0.14)
            )


def hoodie(tailor: Tailor) -> None:
    """A hooded jumper, zip a little open, cords hanging."""
    hood: Points = [(122, 324), (124, 296), (142, 278), (158, 280), (164, 292), (154, 308), (140, 322)]
    for side in SIDES:
        tailor.canvas.fill(tailor.place(spline(side_of(hood, side), closed=True, steps=6)), tailor.dark(0.55))
    _undershirt(tailor, tailor.inner)
    vee: Points = [(140, 304), (160, 332), (182, 356), (200, 368)]
    tailor.cloth(tailor.shoulders(vee), tailor.top)
    roll: Points = [(146, 282), (156, 290), (166, 316), (184, 346), (200, 362), (198, 378), (166, 354),
                    (140, 328), (128, 312), (132, 290)]  # fmt: skip
    for side, tone in zip(SIDES, (tailor.light(0.1), tailor.dark(0.16)), strict=True):
        outline = spline(side_of(roll, side), closed=True, steps=5)
        tailor.canvas.fill(tailor.place([(x, y + 3) for x, y in outline]), tailor.dark(0.5))
        tailor.canvas.fill(tailor.place(outline), tone)
        tailor.seam(side_of([(140, 296), (150, 320), (176, 352)], side), [0.5, 2.2, 0.5], tailor.dark(0.3))
        cord = side_of([(182, 362), (178, 382), (180, 406)], side)
        tailor.seam(cord, [2.6, 2.6, 2.6], tailor.light(0.6))
    tailor.seam([(200, 370), (200, 400), (200, 440)], [1.6, 1.6], tailor.dark(0.5))


def apron(tailor: Tailor) -> None:
    """A baker's: checked neckerchief, white jacket, apron straps."""
    tailor.cloth(tailor.shoulders(_ROUND), tailor.top)
    strap: Points = [(136, 318), (150, 312), (166, 352), (168, 440), (150, 440), (148, 356)]
    tailor.both([(x - 1, y + 2) for x, y in strap], tailor.dark(0.35), tailor.dark(0.4))
    tailor.both(strap, tailor.dark(0.5), tailor.dark(0.58))
    tailor.piece([(150, 376), (250, 376), (262, 450), (138, 450)], tailor.dark(0.54))
    knot = tailor.inner
    scarf: Points = [(148, 300), (160, 312), (180, 324), (200, 328), (200, 344), (176, 338), (154, 324), (142, 308)]
    tailor.both(scarf, knot, mix(knot, _NIGHT, 0.18))
    tailor.piece(
        spline([(192, 330), (208, 330), (212, 342), (200, 348), (188, 342)], closed=True, steps=4),
        mix(knot, _NIGHT, 0.1),
    )
    tailor.both([(198, 344), (190, 346), (178, 366), (190, 370)], mix(knot, _NIGHT, 0.12), mix(knot, _NIGHT, 0.28))
    for x, y in ((158, 314), (168, 323), (180, 331), (220, 331), (232, 323), (242, 314), (187, 360), (213, 360)):
        tailor.piece(ellipse((x, y), (1.5, 1.5), 8), (244, 236, 226))


def rollneck(tailor: Tailor) -> None:
    """A fine roll-neck."""
    tailor.cloth(tailor.shoulders(_HIGH), tailor.top)
    neck: Points = [(160, 270), (157, 284), (154, 304), (172, 320), (200, 325)]
    half = spline(neck, steps=6)
    top: Points = [(160, 270), (180, 281), (200, 284)]
    lip = spline(top, steps=6)
    ring_ = [*half, *mirror(half)[1:], *reversed([*lip, *mirror(lip)[1:]])]
    tailor.cloth(tailor.place(ring_), tailor.light(0.05), folds=False)
    for x in range(164, 238, 6):
        sag = 8 * (1 - ((x - 200) / 40) ** 2)
        tailor.seam([(x, 276 + sag), (x + (x - 200) * 0.02, 296 + sag),
            (x + (x - 200) * 0.05, 312 + sag)], [0.4, 1.2, 0.4],
                    tailor.dark(0.24))  # fmt: skip
    tailor.seam([(158, 280), (180, 291), (200, 294), (220, 291), (242, 280)], [0.5, 2.6, 0.5], tailor.dark(0.3))
    _band(tailor, [(155, 305), (172, 321), (186, 325), (200, 326)], 1.6, tailor.dark(0.42))


def blouse(tailor: Tailor) -> None:
    """A soft blouse with a small collar and a lanyard."""
    tailor.cloth(tailor.shoulders(_VEE), tailor.top)
    leaf: Points = [(147, 303), (156, 294), (172, 322), (190, 350), (170, 352), (152, 332)]
    shape = spline(leaf, closed=True, steps=4)
    for side, tone in zip(SIDES, (tailor.light(0.16), tailor.dark(0.08)), strict=True):
        tailor.piece([(x, y + 2.5) for x, y in side_of(shape, side)], tailor.dark(0.4))
        tailor.piece(side_of(shape, side), tone)
    tailor.seam([(200, 376), (200, 410), (200, 440)], [1, 1], tailor.dark(0.3))
    for side in SIDES:
        tailor.seam(
            side_of([(150, 320), (172, 372), (192, 440)], side), [3.4, 3.4, 3.4], mix(tailor.inner, _NIGHT, 0.2)
        )


GARMENTS: Mapping[str, Garment] = {
    "knit": knit,
    "tee": tee,
    "shirt": shirt,
    "flannel": flannel,
    "blazer": blazer,
    "cardigan": cardigan,
    "hoodie": hoodie,
    "apron": apron,
    "rollneck": rollneck,
    "blouse": blouse,
}
