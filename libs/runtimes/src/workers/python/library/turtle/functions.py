"""The same as plain functions, for the one turtle and the one screen that are made at the first call."""

import functools
import inspect

from .raw_turtle import RawTurtle, Turtle
from .screen import Screen, _Screen

SCREEN = """addshape bgcolor bgpic bye clearscreen colormode delay exitonclick getcanvas getshapes listen mainloop mode
numinput onkey onkeypress onkeyrelease onscreenclick ontimer register_shape resetscreen screensize setup
setworldcoordinates textinput title tracer turtles update window_height window_width""".split()
TURTLE = """back backward begin_fill begin_poly bk circle clear clearstamp clearstamps clone color degrees distance dot
down end_fill end_poly fd fillcolor filling forward get_poly get_shapepoly getpen getscreen getturtle goto heading
hideturtle home ht isdown isvisible left lt onclick ondrag onrelease pd pen pencolor pendown pensize penup pos position
pu radians reset resizemode right rt seth setheading setpos setposition setundobuffer setx sety shape shapesize
shapetransform shearfactor showturtle speed st stamp teleport tilt tiltangle towards turtlesize undo undobufferentries
up width write xcor ycor""".split()


def the_turtle():
    # Clearing the screen does away with all turtles.
    if Turtle._pen is None or Turtle._pen not in Screen()._turtles:
        Turtle._pen = Turtle()
    return Turtle._pen


def make(name, owner, target):
    method = getattr(owner, name)

    @functools.wraps(method)
    def call(*args, **options):
        return getattr(target(), name)(*args, **options)

    call.__name__ = call.__qualname__ = name
    call.__module__ = "turtle"
    signature = inspect.signature(method)
    call.__signature__ = signature.replace(parameters=list(signature.parameters.values())[1:])
    del call.__wrapped__
    return call


FUNCTIONS = {
    **{name: make(name, _Screen, Screen) for name in SCREEN},
    **{name: make(name, RawTurtle, the_turtle) for name in TURTLE},
}
FUNCTIONS["done"] = FUNCTIONS["mainloop"]
