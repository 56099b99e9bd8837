"""What is on a canvas, each piece as text of SVG. Numbers are in pixels of the window, y downwards."""

from html import escape

from .colours import to_svg


def number(value):
    text = f"{value:z.1f}"
    return text[:-2] if text.endswith(".0") else text


def corners(points):
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


class Item:
    """`scale` is (x, y): pixels per unit of the program's coordinates."""

    _text = None
    _scale = None

    def svg(self, scale):
        if self._text is None or self._scale != scale:
            self._text, self._scale = self._draw(scale), scale
        return self._text

    def _draw(self, scale):
        raise NotImplementedError


class Stroke(Item):
    """A line of many points. Points are added all the time, so its text grows with them."""

    MAX_POINTS = 400

    def __init__(self, colour, width, start):
        self.points = [start]
        self._head = f'<path stroke="{to_svg(colour)}" stroke-width="{number(width)}" d="'
        self._isVisible = to_svg(colour) != "none" and width > 0
        self._done = 0
        self._parts = []
        self._at = (0, 0)

    def add(self, point):
        self.points.append(point)
        self._text = None

    def cut(self, length):
        del self.points[length:]
        self._text, self._done = None, 0

    def _draw(self, scale):
        if len(self.points) < 2 or not self._isVisible:
            return ""
        if self._scale != scale or self._done == 0:
            self._parts, self._done, self._at = [], 0, (0, 0)
        x, y = self._at
        for point in self.points[self._done :]:
            # Tenths of a pixel as whole numbers, so that rounding never adds up.
            new_x, new_y = round(point[0] * scale[0] * 10), round(-point[1] * scale[1] * 10)
            part = f"{number((new_x - x) / 10)},{number((new_y - y) / 10)}"
            self._parts.append(f"m{part}l" if not self._parts else f"{part} ")
            x, y = new_x, new_y
        self._at, self._done = (x, y), len(self.points)
        return f'{self._head}{"".join(self._parts)}"/>'


class Fill(Item):
    def __init__(self):
        self.points = ()
        self.colour = ""

    def put(self, points, colour):
        self.points, self.colour, self._text = points, colour, None

    def _draw(self, scale):
        if len(self.points) < 3 or self.colour == "":
            return ""
        path = corners((x * scale[0], -y * scale[1]) for x, y in self.points)
        return f'<path fill="{to_svg(self.colour)}" d="M{path}z"/>'


class Dot(Item):
    def __init__(self, position, size, colour):
        self._position = position
        self._size = size
        self._colour = colour

    def _draw(self, scale):
        x, y = self._position[0] * scale[0], -self._position[1] * scale[1]
        radius = number(abs(self._size) / 2)
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius}" fill="{to_svg(self._colour)}"/>'


class Text(Item):
    ANCHORS = {"left": "start", "center": "middle", "right": "end"}
    #: Of the size of the letters, below the line they stand on.
    DEPTH = 0.22
    LINE = 1.2

    def __init__(self, position, text, font, **look):
        self._position = position
        self._lines = text.split("\n")
        self._font = font
        self._anchor = self.ANCHORS[look["align"]]
        self._colour = look["colour"]

    def _draw(self, scale):
        size = self._font.size
        x, bottom = self._position[0] * scale[0], -self._position[1] * scale[1]
        parts = []
        for at, line in enumerate(reversed(self._lines)):
            y = bottom - self.DEPTH * size - at * self.LINE * size
            parts.append(f'<tspan x="{number(x)}" y="{number(y)}">{escape(printable(line))}</tspan>')
        return (
            f'<text {self._font.svg()} text-anchor="{self._anchor}" fill="{to_svg(self._colour)}" '
            f'xml:space="preserve">{"".join(reversed(parts))}</text>'
        )


class Form(Item):
    """A turtle or its stamp: polygons in pixels around a point of the drawing."""

    def __init__(self, position, polygons, width):
        self.position = position
        self.polygons = polygons
        self._width = width

    def _draw(self, scale):
        x, y = self.position[0] * scale[0], -self.position[1] * scale[1]
        parts = []
        for points, fill, outline in self.polygons:
            path = corners((x + dx, y - dy) for dx, dy in points)
            parts.append(
                f'<path fill="{to_svg(fill)}" stroke="{to_svg(outline)}" stroke-width="{number(self._width)}" d="M{path}z"/>'
            )
        return "".join(parts)

    def holds(self, x, y, scale):
        """Whether a point of the window is in it."""
        dx, dy = x - self.position[0] * scale[0], -y - self.position[1] * scale[1]
        return any(is_inside(dx, dy, points) for points, _, _ in self.polygons)


class Image(Item):
    def __init__(self, position, picture):
        self.position = position
        self._picture = picture

    def _draw(self, scale):
        if not self._picture.address:
            return ""
        width, height = self._picture.size
        x, y = self.position[0] * scale[0] - width / 2, -self.position[1] * scale[1] - height / 2
        place = f'x="{number(x)}" y="{number(y)}" width="{width}" height="{height}"'
        return f'<image {place} href="{self._picture.address}"/>'

    def holds(self, x, y, scale):
        width, height = self._picture.size
        dx, dy = x - self.position[0] * scale[0], y + self.position[1] * scale[1]
        return abs(dx) <= width / 2 and abs(dy) <= height / 2


def printable(text):
    """XML has no place for controls."""
    return "".join(letter if letter.isprintable() or letter == "\t" else " " for letter in text)


def is_inside(x, y, points):
    inside = False
    before_x, before_y = points[-1]
    for at_x, at_y in points:
        if (at_y > y) != (before_y > y) and x < (before_x - at_x) * (y - at_y) / (before_y - at_y) + at_x:
            inside = not inside
        before_x, before_y = at_x, at_y
    return inside
