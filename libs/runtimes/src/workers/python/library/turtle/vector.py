"""Points of the plane."""

import math


class Vec2D(tuple):
    """A vector of two numbers: `+`, `-`, `*` by a number or as inner product, `abs`, `rotate`."""

    def __new__(cls, x, y):
        return tuple.__new__(cls, (x, y))

    def __getnewargs__(self):
        return tuple(self)

    def __add__(self, other):
        return Vec2D(self[0] + other[0], self[1] + other[1])

    def __sub__(self, other):
        return Vec2D(self[0] - other[0], self[1] - other[1])

    def __neg__(self):
        return Vec2D(-self[0], -self[1])

    def __mul__(self, other):
        if isinstance(other, Vec2D):
            return self[0] * other[0] + self[1] * other[1]
        return Vec2D(self[0] * other, self[1] * other)

    def __rmul__(self, other):
        if isinstance(other, (int, float)):
            return Vec2D(self[0] * other, self[1] * other)
        return NotImplemented

    def __abs__(self):
        return math.hypot(*self)

    def rotate(self, angle):
        """Counterclockwise, in degrees."""
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        return Vec2D(self[0] * cos - self[1] * sin, self[1] * cos + self[0] * sin)

    def __repr__(self):
        return f"({self[0]:.2f},{self[1]:.2f})"
