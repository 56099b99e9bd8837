"""A turtle on a screen: it moves by and by, and draws."""

import copy
import math
from contextlib import contextmanager

from .canvas import Canvas
from .errors import TurtleGraphicsError
from .fonts import Font
from .forms import Forms
from .items import Dot, Fill, Stroke, Text
from .navigator import TNavigator
from .pen import TPen
from .screen import Screen, TurtleScreen
from .undo import Buffer


class RawTurtle(Forms, TPen, TNavigator):
    screens = []

    def __init__(self, canvas=None, shape="classic", undobuffersize=1000, visible=True):
        if isinstance(canvas, TurtleScreen):
            self.screen = canvas
        elif isinstance(canvas, Canvas):
            known = next((screen for screen in RawTurtle.screens if screen.cv is canvas), None)
            self.screen = known or TurtleScreen(canvas)
            if not known:
                RawTurtle.screens.append(self.screen)
        else:
            raise TurtleGraphicsError(f"bad canvas argument {canvas}")
        TNavigator.__init__(self, self.screen.mode())
        TPen.__init__(self)
        if shape not in self.screen._shapes:
            raise TurtleGraphicsError(f"There is no shape named {shape}")
        self._shape = shape
        self._shown = visible
        self._undobuffersize = undobuffersize
        self._items = []
        self._stampItems = []
        self._clear()
        self.screen._turtles.append(self)
        self._update()

    # Its drawing.

    def _clear(self):
        for name in self._items + self._stampItems:
            self.screen.cv.remove(name)
        self._items = []
        self._stampItems = []
        self._stroke = None
        self._live = None
        self._fillitem = self._fillpath = None
        self._creatingPoly = False
        self._poly = []
        self.setundobuffer(self._undobuffersize)

    def clear(self):
        """Its drawing is wiped out; it stays where it is."""
        self._clear()
        self._update()

    def reset(self):
        """Its drawing is wiped out, and it is as it was at first."""
        TNavigator.reset(self)
        TPen._reset(self)
        self._clear()
        self._update()

    def _update(self):
        self.screen._step()

    def _add(self, item):
        name = self.screen.cv.add(item)
        self._items.append(name)
        return name

    def _drop(self, name):
        self.screen.cv.remove(name)
        if name in self._items:
            self._items.remove(name)

    def _live_items(self):
        """The line that it is drawing right now."""
        if self._live is not None:
            stroke = Stroke(self._pencolor, self._pensize, self._live)
            stroke.add(self._position)
            yield stroke

    def _newLine(self):
        """What is drawn next is a line of its own."""
        self._stroke = None

    def _draw(self, start, end):
        """Draws a line; gives what takes the line back."""
        before, kept = self._stroke, None
        if before is None or len(before.points) >= Stroke.MAX_POINTS:
            self._stroke = Stroke(self._pencolor, self._pensize, start)
            kept = self._add(self._stroke)
        stroke, length = self._stroke, len(self._stroke.points)
        stroke.add(end)

        def take_back():
            if kept is not None:
                self._drop(kept)
            else:
                stroke.cut(length)
            self._stroke = before

        return take_back

    # Motion.

    def _goto(self, end):
        start, was_drawing = self._position, self._drawing
        if self._speed and self.screen._tracing == 1:
            self._glide(start, end)
        undraw = self._draw(start, end) if was_drawing else None
        self._position = end
        if self._fillpath is not None:
            self._fillpath.append(end)
        if self._creatingPoly:
            self._poly.append(end)
        self._remember(lambda: self._go_back(start, undraw))
        self._update()

    def _glide(self, start, end):
        """As far as its speed allows in each of the screen's steps."""
        way, scale = end - start, self.screen.cv.scale
        pixels = math.hypot(way[0] * scale[0], way[1] * scale[1])
        hops = 1 + int(pixels / (3 * 1.1**self._speed * self._speed))
        self._live = start if self._drawing else None
        try:
            for hop in range(1, hops):
                self._position = start + way * (hop / hops)
                self._update()
        finally:
            self._live = None

    def _go_back(self, start, undraw):
        if undraw:
            undraw()
        if self._fillpath:
            self._fillpath.pop()
        if self._creatingPoly and self._poly:
            self._poly.pop()
        if self._speed and self.screen._tracing == 1:
            self._glide(self._position, start)
        self._position = start
        self._update()

    def teleport(self, x=None, y=None, *, fill_gap=False):
        """To another place without drawing a line or, unless told, a side of what is filled."""
        start, path = self._position, self._fillpath
        was_filling = self.filling()
        if was_filling and not fill_gap:
            self.end_fill()
        self._newLine()
        TNavigator.teleport(self, x, y)
        if was_filling and not fill_gap:
            self.begin_fill()
        elif path is not None:
            path.append(self._position)

        def take_back():
            self._position = start
            self._stroke = None

        self._remember(take_back)
        self._update()

    def _rotate(self, angle):
        before = self._orient
        after = before.rotate(angle * self._degreesPerAU)
        self._turn_by(angle * self._degreesPerAU)
        self._orient = after
        self._remember(lambda: self._turn_back(angle, before))
        self._update()

    def _turn_by(self, degrees):
        if self._speed and self.screen._tracing == 1:
            steps = 1 + int(abs(degrees) / (3.0 * self._speed))
            for _ in range(steps):
                self._orient = self._orient.rotate(degrees / steps)
                self._update()

    def _turn_back(self, angle, before):
        self._turn_by(-angle * self._degreesPerAU)
        self._orient = before
        self._update()

    @contextmanager
    def _arc(self):
        """As one step to undo; along its sides the turtle glides, at the corners it turns at once."""
        is_first = self.undobuffer is not None and self.undobuffer.begin()
        speed, tracing = self._speed, self.screen._tracing

        def go(length):
            self._speed = speed
            self._go(length)
            self._speed = 0

        if speed == 0:
            self.screen._tracing = 0
        self._speed = 0
        try:
            yield go
        finally:
            self._speed = speed
            self.screen._tracing = tracing
            if is_first:
                self.undobuffer.end()
        if speed == 0:
            self._update()

    # Filling, dots, text, polygons.

    def filling(self):
        return self._fillpath is not None

    def begin_fill(self):
        before = self._fillitem, self._fillpath
        if not self.filling():
            self._fillitem = Fill()
            name = self._add(self._fillitem)
        else:
            name = None
        self._fillpath = [self._position]
        self._newLine()

        def take_back():
            if name is not None:
                self._drop(name)
            self._fillitem, self._fillpath = before

        self._remember(take_back)
        self._update()

    def end_fill(self):
        if not self.filling():
            return
        item, path = self._fillitem, self._fillpath
        item.put(tuple(path), self._fillcolor)
        self._fillitem = self._fillpath = None

        def take_back():
            item.put((), "")
            self._fillitem, self._fillpath = item, path

        self._remember(take_back)
        self._update()

    def dot(self, size=None, *color):
        if not color and isinstance(size, (str, tuple)):
            color, size = (size,), None
        if size is None:
            size = self._pensize + max(self._pensize, 4)
        shade = self._colorstr(color) if color else self._pencolor
        name = self._add(Dot(self._position, size, shade))
        # What is drawn afterwards lies above it.
        self._newLine()
        self._remember(lambda: self._drop(name))
        self._update()

    def write(self, arg, move=False, align="left", font=("Arial", 8, "normal")):
        align = align.lower()
        if align not in Text.ANCHORS:
            raise TurtleGraphicsError(f"bad align: {align}")
        face, text = Font(font), str(arg)
        name = self._add(Text(self._position, text, face, align=align, colour=self._pencolor))
        self._newLine()
        is_first = self.undobuffer is not None and self.undobuffer.begin()
        self._remember(lambda: self._drop(name))
        if move:
            part = {"left": 1, "center": 0.5, "right": 0}[align]
            self.setpos(self._position[0] + part * face.width_of(text) / self.screen.cv.scale[0], self._position[1])
        if is_first:
            self.undobuffer.end()
        self._update()

    def begin_poly(self):
        self._poly = [self._position]
        self._creatingPoly = True

    def end_poly(self):
        self._creatingPoly = False

    def get_poly(self):
        return tuple(self._poly) if self._poly else None

    # Undoing.

    def setundobuffer(self, size):
        self.undobuffer = Buffer(size) if size is not None and size > 0 else None

    def undobufferentries(self):
        return len(self.undobuffer) if self.undobuffer is not None else 0

    def undo(self):
        if self.undobuffer is None:
            return
        buffer, self.undobuffer = self.undobuffer, None
        try:
            for take_back in buffer.pop():
                take_back()
        finally:
            self.undobuffer = buffer
        self._update()

    def _remember(self, take_back):
        if self.undobuffer is not None:
            self.undobuffer.push(take_back)

    def _remember_pen(self, before):
        stroke = self._stroke

        def take_back():
            self._put_pen(before)
            self._stroke = stroke

        self._remember(take_back)

    # The rest.

    def _colorstr(self, args):
        return self.screen._colorstr(args)

    def _color(self, args):
        return self.screen._color(args)

    def _tracer(self, flag=None, delay=None):
        return self.screen.tracer(flag, delay)

    def clone(self):
        """Another turtle in the same place and state, without its drawing."""
        twin = copy.copy(self)
        twin._items, twin._stampItems = [], []
        twin._clear()
        self.screen._turtles.append(twin)
        twin._update()
        return twin

    def __copy__(self):
        twin = type(self).__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin

    def getscreen(self):
        return self.screen

    def getturtle(self):
        return self

    getpen = getturtle

    def _bind(self, kind, call, btn=1, add=None):
        """The canvas hears of everything; the turtle picks what happens to its own form."""

        def handler(x, y):
            if self._shown and self._form().holds(x, y, self.screen.cv.scale):
                call(*self.screen._to_point(x, y))

        self.screen.cv.bind((kind, btn), self, call and handler, add)

    def onclick(self, fun, btn=1, add=None):
        self._bind("press", fun, btn, add)

    def onrelease(self, fun, btn=1, add=None):
        self._bind_while_held("release", fun, btn, add)

    def ondrag(self, fun, btn=1, add=None):
        self._bind_while_held("move", fun, btn, add)

    def _bind_while_held(self, kind, call, btn, add):
        """Once it is held, what happens elsewhere in the window is the turtle's too."""
        canvas, held = self.screen.cv, [False]

        def press(x, y):
            held[0] = self._shown and self._form().holds(x, y, canvas.scale)

        def release(x, y):
            was_held, held[0] = held[0], False
            if was_held and kind == "release":
                call(*self.screen._to_point(x, y))

        def move(x, y):
            if held[0]:
                call(*self.screen._to_point(x, y))

        for event, handler in (("press", press), ("release", release), ("move", move)):
            canvas.bind((event, btn), (self, kind), call and handler, add)


class Turtle(RawTurtle):
    """On the one screen with a window, which it opens if there is none."""

    _pen = None
    _screen = None

    def __init__(self, shape="classic", undobuffersize=1000, visible=True):
        if Turtle._screen is None:
            Turtle._screen = Screen()
        super().__init__(Turtle._screen, shape=shape, undobuffersize=undobuffersize, visible=visible)
