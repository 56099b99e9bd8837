"""How a turtle looks, and the stamps it leaves."""

import math

from .errors import TurtleGraphicsError
from .items import Form, Image


class Forms:
    def shape(self, name=None):
        if name is None:
            return self._shape
        if name not in self.screen._shapes:
            raise TurtleGraphicsError(f"There is no shape named {name}")
        self._shape = name
        self._update()

    def shapesize(self, stretch_wid=None, stretch_len=None, outline=None):
        """Across its heading, along its heading, and the width of its outline."""
        if stretch_wid is stretch_len is outline is None:
            return *self._stretchfactor, self._outlinewidth
        if stretch_wid == 0 or stretch_len == 0:
            raise TurtleGraphicsError("stretch_wid/stretch_len must not be zero")
        if stretch_wid is not None:
            factors = stretch_wid, stretch_wid if stretch_len is None else stretch_len
        elif stretch_len is not None:
            factors = self._stretchfactor[0], stretch_len
        else:
            factors = self._stretchfactor
        width = self._outlinewidth if outline is None else outline
        self.pen(resizemode="user", stretchfactor=factors, outline=width)

    turtlesize = shapesize

    def shearfactor(self, shear=None):
        if shear is None:
            return self._shearfactor
        self.pen(resizemode="user", shearfactor=shear)

    def tiltangle(self, angle=None):
        """Of its form, against its heading."""
        if angle is None:
            return math.degrees(self._tilt) / self._degreesPerAU * self._turn % self._fullcircle
        tilt = math.radians(angle * self._degreesPerAU) * self._turn % math.tau
        self.pen(resizemode="user", tilt=tilt)

    def tilt(self, angle):
        self.tiltangle(angle + self.tiltangle())

    def shapetransform(self, t11=None, t12=None, t21=None, t22=None):
        """The matrix by which its form is changed."""
        if t11 is t12 is t21 is t22 is None:
            return self._shapetrafo
        old = self._shapetrafo
        a, b, c, d = (new if new is not None else now for new, now in zip((t11, t12, t21, t22), old))
        if a * d - b * c == 0:
            raise TurtleGraphicsError("Bad shape transform matrix: must not be singular")
        tilt = math.atan2(c, a) % math.tau
        cos, sin = math.cos(tilt), math.sin(tilt)
        high, slant, wide = cos * a + sin * c, cos * b + sin * d, cos * d - sin * b
        self.pen(resizemode="user", stretchfactor=(high, wide), shearfactor=slant / wide, tilt=tilt)
        self._shapetrafo = (a, b, c, d)

    def get_shapepoly(self):
        shape = self.screen._shapes[self._shape]
        return self._changed(shape._data) if shape._type == "polygon" else None

    def _changed(self, polygon, is_compound=False):
        """By its size: as the program says, or with the width of the pen, or not at all."""
        if self._resizemode == "user" or is_compound:
            a, b, c, d = self._shapetrafo
        elif self._resizemode == "auto":
            factor = max(1, self._pensize / 5.0)
            a, b, c, d = factor, 0, 0, factor
        else:
            return polygon
        return tuple((a * x + b * y, c * x + d * y) for x, y in polygon)

    def _turned(self, polygon):
        """From upwards to its heading, in pixels."""
        scale = self.screen.cv.scale
        east, north = self._orient[0], self._orient[1] * scale[1] / scale[0]
        length = math.hypot(east, north) or 1
        east, north = east / length, north / length
        return [(north * x + east * y, north * y - east * x) for x, y in polygon]

    def _form(self):
        """What is seen of it now."""
        shape = self.screen._shapes[self._shape]
        if shape._type == "image":
            return Image(self._position, shape._data)
        if shape._type == "polygon":
            polygons = [(self._turned(self._changed(shape._data)), self._fillcolor, self._pencolor)]
        else:
            polygons = [
                (self._turned(self._changed(data, True)), self._part_colour(fill), self._part_colour(outline))
                for data, fill, outline in shape._data
            ]
        return Form(self._position, polygons, self._form_width())

    def _form_width(self):
        if self._resizemode == "auto":
            return self._outlinewidth * max(1, self._pensize / 5.0)
        return self._outlinewidth

    def _part_colour(self, colour):
        return colour if colour == "" else self._colorstr((colour,))

    def stamp(self):
        """Leaves its form where it is; the number is for clearstamp."""
        name = self.screen.cv.add(self._form())
        self._stampItems.append(name)
        self._newLine()
        self._remember(lambda: self._clear_stamp(name))
        self._update()
        return name

    def _clear_stamp(self, name):
        if name in self._stampItems:
            self.screen.cv.remove(name)
            self._stampItems.remove(name)

    def clearstamp(self, stampid):
        self._clear_stamp(stampid)
        self._update()

    def clearstamps(self, n=None):
        """All, the first n, or, if n is negative, the last."""
        if n is None:
            names = self._stampItems[:]
        elif n >= 0:
            names = self._stampItems[:n]
        else:
            names = self._stampItems[n:]
        for name in names:
            self._clear_stamp(name)
        self._update()
