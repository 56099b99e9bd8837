"""Forms of turtles: polygons that head upwards, several of them, or pictures."""

import math

from .errors import TurtleGraphicsError


class Shape:
    """`polygon`, `image` or `compound`, which grows by `addcomponent`."""

    def __init__(self, type_, data=None):
        if type_ == "polygon":
            data = tuple(data) if isinstance(data, list) else data
        elif type_ == "image":
            from .images import Picture

            data = Picture.read(data) if isinstance(data, str) else data
        elif type_ == "compound":
            data = []
        else:
            raise TurtleGraphicsError(f"There is no shape type {type_}")
        self._type = type_
        self._data = data

    def addcomponent(self, poly, fill, outline=None):
        if self._type != "compound":
            raise TurtleGraphicsError(f"Cannot add component to {self._type} Shape")
        self._data.append([poly, fill, fill if outline is None else outline])


def regular(corners, radius):
    angles = (2 * math.pi * corner / corners for corner in range(corners))
    return tuple((round(radius * math.cos(angle), 2), round(radius * math.sin(angle), 2)) for angle in angles)


def mirrored(half):
    """A form that is the same left and right of its axis, from its right half."""
    return (*half, *((-x, y) for x, y in reversed(half) if x))


def standard_shapes():
    polygons = {
        "arrow": ((-10, 0), (10, 0), (0, 10)),
        "circle": regular(20, 10),
        "square": ((10, -10), (10, 10), (-10, 10), (-10, -10)),
        "triangle": ((10, -5.77), (0, 11.55), (-10, -5.77)),
        "classic": ((0, 0), (-5, -9), (0, -7), (5, -9)),
        "turtle": mirrored(
            ((0, 16), (2, 14), (1.5, 10.5), (4, 7.5), (7, 9.5), (9, 8), (6, 5), (7, 1), (5, -3.5), (8, -6), (6, -8), (4, -5), (0, -7))
        ),
    }
    shapes = {name: Shape("polygon", polygon) for name, polygon in polygons.items()}
    return {**shapes, "blank": Shape("image", "")}
