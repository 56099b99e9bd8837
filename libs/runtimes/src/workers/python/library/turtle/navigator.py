"""Where a turtle is, and where it heads."""

import math
from contextlib import nullcontext

from .errors import TurtleGraphicsError
from .vector import Vec2D


class TNavigator:
    _START = {"standard": Vec2D(1.0, 0.0), "world": Vec2D(1.0, 0.0), "logo": Vec2D(0.0, 1.0)}

    def __init__(self, mode="standard"):
        self._angleOffset = 0
        self._mode = None
        self.undobuffer = None
        self.degrees()
        self._setmode(mode)
        TNavigator.reset(self)

    def reset(self):
        self._position = Vec2D(0.0, 0.0)
        self._orient = TNavigator._START[self._mode]

    def _setmode(self, mode=None):
        if mode is None:
            return self._mode
        if mode not in TNavigator._START:
            return None
        self._mode = mode
        # In logo mode headings count clockwise from north.
        self._turn = -1 if mode == "logo" else 1
        self._angleOffset = self._fullcircle / 4 if mode == "logo" else 0
        return None

    def degrees(self, fullcircle=360.0):
        self._fullcircle = fullcircle
        self._degreesPerAU = 360 / fullcircle
        self._angleOffset = fullcircle / 4 if self._mode == "logo" else 0

    def radians(self):
        self.degrees(math.tau)

    # These three move; a turtle that draws has its own.

    def _goto(self, end):
        self._position = end

    def _rotate(self, angle):
        self._orient = self._orient.rotate(angle * self._degreesPerAU)

    def _go(self, distance):
        self._goto(self._position + self._orient * distance)

    def forward(self, distance):
        self._go(distance)

    def back(self, distance):
        self._go(-distance)

    def right(self, angle):
        self._rotate(-angle)

    def left(self, angle):
        self._rotate(angle)

    def pos(self):
        return self._position

    def xcor(self):
        return self._position[0]

    def ycor(self):
        return self._position[1]

    def goto(self, x, y=None):
        self._goto(Vec2D(*x) if y is None else Vec2D(x, y))

    def teleport(self, x=None, y=None, *, fill_gap=False):
        self._position = Vec2D(self._position[0] if x is None else x, self._position[1] if y is None else y)

    def home(self):
        self.goto(0, 0)
        self.setheading(0)

    def setx(self, x):
        self._goto(Vec2D(x, self._position[1]))

    def sety(self, y):
        self._goto(Vec2D(self._position[0], y))

    def _to(self, x, y):
        if y is not None:
            return Vec2D(x, y) - self._position
        if isinstance(x, TNavigator):
            return x._position - self._position
        return Vec2D(*x) - self._position

    def distance(self, x, y=None):
        return abs(self._to(x, y))

    def towards(self, x, y=None):
        to = self._to(x, y)
        return self._heading_of(to)

    def _heading_of(self, direction):
        angle = round(math.degrees(math.atan2(direction[1], direction[0])), 10) % 360.0
        return (self._angleOffset + self._turn * angle / self._degreesPerAU) % self._fullcircle

    def heading(self):
        return self._heading_of(self._orient)

    def setheading(self, to_angle):
        angle = (to_angle - self.heading()) * self._turn
        full = self._fullcircle
        self._rotate((angle + full / 2.0) % full - full / 2.0)

    def circle(self, radius, extent=None, steps=None):
        """An arc with its centre to the left, as a part of a regular polygon."""
        if extent is None:
            extent = self._fullcircle
        if steps is None:
            part = abs(extent) / self._fullcircle
            steps = 1 + int(min(11 + abs(radius) / 6.0, 59.0) * part)
        if steps < 1:
            raise TurtleGraphicsError("A circle has at least one step.")
        turn = extent / steps
        half = turn / 2
        length = 2 * radius * math.sin(math.radians(half * self._degreesPerAU))
        if radius < 0:
            length, turn, half = -length, -turn, -half
        with self._arc() as go:
            self._rotate(half)
            for _ in range(steps):
                go(length)
                self._rotate(turn)
            self._rotate(-half)

    def _arc(self):
        """A context in which an arc is drawn; gives what draws a side of it."""
        return nullcontext(self._go)

    fd = forward
    bk = backward = back
    rt = right
    lt = left
    position = pos
    setpos = setposition = goto
    seth = setheading
