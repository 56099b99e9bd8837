"""Turtle graphics as CPython's module of this name has them, drawn as a picture in the output.

Calls take as long as there, `speed`, `delay` and `tracer` mean the same, and the drawing is seen while it grows.
"""

from . import windows as TK
from .errors import Terminator, TurtleGraphicsError
from .functions import FUNCTIONS
from .navigator import TNavigator
from .raw_turtle import RawTurtle, Turtle
from .screen import Screen, TurtleScreen, _Screen
from .shapes import Shape
from .vector import Vec2D
from .windows import ScrolledCanvas

RawPen = RawTurtle
Pen = Turtle

globals().update(FUNCTIONS)

__all__ = [
    "Pen",
    "RawPen",
    "RawTurtle",
    "Screen",
    "ScrolledCanvas",
    "Shape",
    "Terminator",
    "Turtle",
    "TurtleScreen",
    "Vec2D",
    *FUNCTIONS,
]
