"""The playground of turtles."""

from _pairlink.faults import flush

from . import colours
from .canvas import SCREEN, Canvas
from .errors import Terminator, TurtleGraphicsError
from .events import LOOP
from .images import Picture
from .items import Image
from .shapes import Shape, standard_shapes

MODES = ("standard", "logo", "world")


class TurtleScreen:
    """Draws on a canvas; turtles find each other here."""

    _RUNNING = True

    def __init__(self, cv, mode="standard", colormode=1.0, delay=10):
        self.cv = cv
        self._shapes = standard_shapes()
        self._mode = mode
        self._colormode = colormode
        self._delayvalue = delay
        self._canvas_size = (400, 300)
        cv.moving = self._moving
        self.clear()

    # What turtles call.

    def _moving(self):
        """Items above the drawing: the lines being drawn, then the turtles."""
        for turtle in self._turtles:
            yield from turtle._live_items()
        for turtle in self._turtles:
            if turtle._shown:
                yield turtle._form()

    def _step(self):
        """One stage of an animation, by the rules of `tracer`."""
        if not TurtleScreen._RUNNING:
            TurtleScreen._RUNNING = True
            LOOP.is_running = True
            raise Terminator
        if self._tracing == 0:
            return
        self._updates = (self._updates + 1) % self._tracing
        if self._tracing == 1:
            self.cv.changed()
            LOOP.delay(self._delayvalue)
        elif self._updates == 0:
            self.cv.changed()
            LOOP.pump()
        else:
            self.cv.changed_unseen()

    def _colorstr(self, args):
        return colours.to_text(args, self._colormode)

    def _color(self, text):
        return colours.to_value(text, self._colormode)

    def _to_point(self, x, y):
        """A place in the window as the program's coordinates."""
        return x / self.cv.scale[0], (0 - y) / self.cv.scale[1]

    # What programs call.

    def clear(self):
        """Everything as at the start, without turtles."""
        self._tracing = 1
        self._updates = 0
        self._turtles = []
        self.cv.items.clear()
        self.cv.bindings.clear()
        self.cv.background = "white"
        self.cv.backdrop = None
        self._bgcolor = "white"
        self._bgpicname = "nopic"
        self.mode(self._mode)

    def reset(self):
        """All turtles back to their initial state."""
        for turtle in self._turtles:
            turtle._setmode(self._mode)
            turtle.reset()

    clearscreen = clear
    resetscreen = reset

    def mode(self, mode=None):
        """`standard`, `logo` or `world`; a change resets the turtles."""
        if mode is None:
            return self._mode
        mode = mode.lower()
        if mode not in MODES:
            raise TurtleGraphicsError(f"No turtle-graphics-mode {mode}")
        self._mode = mode
        if mode != "world":
            self.cv.scale = (1.0, 1.0)
            self.cv.centre = (0.0, 0.0)
        self.reset()

    def setworldcoordinates(self, llx, lly, urx, ury):
        """The lower left and the upper right corner, in coordinates of the program's own."""
        if self._mode != "world":
            self.mode("world")
        wide, high = self.cv.width - 20, self.cv.height - 20
        self._canvas_size = (wide, high)
        x_scale, y_scale = wide / (urx - llx), high / (ury - lly)
        self.cv.scale = (x_scale, y_scale)
        self.cv.centre = ((llx + urx) / 2 * x_scale, -(lly + ury) / 2 * y_scale)
        self.update()

    def register_shape(self, name, shape=None):
        if shape is None:
            if not name.lower().endswith((".gif", ".png", ".pgm", ".ppm")):
                raise TurtleGraphicsError(f"Bad arguments for register_shape: {name!r}. Use help(register_shape)")
            shape = Shape("image", name)
        elif isinstance(shape, tuple):
            shape = Shape("polygon", shape)
        elif isinstance(shape, str):
            shape = Shape("image", shape)
        self._shapes[name] = shape

    addshape = register_shape

    def colormode(self, cmode=None):
        """1.0 or 255: what the largest part of a colour is."""
        if cmode is None:
            return self._colormode
        if cmode == 1.0:
            self._colormode = 1.0
        elif cmode == 255:
            self._colormode = 255

    def turtles(self):
        return self._turtles

    def bgcolor(self, *args):
        if not args:
            return self._color(self._bgcolor)
        self._bgcolor = self._colorstr(args)
        self.cv.background = colours.to_svg(self._bgcolor)
        self.cv.changed()

    def bgpic(self, picname=None):
        if picname is None:
            return self._bgpicname
        picture = Picture.read(picname)
        self.cv.backdrop = Image((0, 0), picture) if picture.address else None
        self._bgpicname = picname
        self.cv.changed()

    def tracer(self, n=None, delay=None):
        if n is None:
            return self._tracing
        self._tracing = int(n)
        self._updates = 0
        if delay is not None:
            self._delayvalue = int(delay)
        if self._tracing:
            self.update()

    def delay(self, delay=None):
        if delay is None:
            return self._delayvalue
        self._delayvalue = int(delay)

    def update(self):
        if not TurtleScreen._RUNNING:
            TurtleScreen._RUNNING = LOOP.is_running = True
            raise Terminator
        self.cv.changed()
        LOOP.pump()

    def window_width(self):
        return self.cv.width

    def window_height(self):
        return self.cv.height

    def getcanvas(self):
        return self.cv

    def getshapes(self):
        return sorted(self._shapes)

    def screensize(self, canvwidth=None, canvheight=None, bg=None):
        if canvwidth is canvheight is bg is None:
            return self._canvas_size
        wide, high = self._canvas_size
        self._canvas_size = (canvwidth or wide, canvheight or high)
        if bg is not None:
            self.bgcolor(bg)

    def onclick(self, fun, btn=1, add=None):
        def handler(x, y):
            fun(*self._to_point(x, y))

        self.cv.bind(("press", btn), self, fun and handler, add)

    onscreenclick = onclick

    def onkeypress(self, fun, key=None):
        self.cv.bind(("key-down", key), self, fun)

    def onkeyrelease(self, fun, key):
        self.cv.bind(("key-up", key), self, fun)

    onkey = onkeyrelease

    def listen(self, xdummy=None, ydummy=None):
        """Keys come to the picture as soon as it has the focus."""

    def ontimer(self, fun, t=0):
        LOOP.after(t, fun)

    def mainloop(self):
        LOOP.run()

    def textinput(self, title, prompt):
        """Asks in the output; None at the end of input."""
        flush()
        try:
            return input(f"{title}: {prompt} ")
        except EOFError:
            print()
            return None

    def numinput(self, title, prompt, default=None, minval=None, maxval=None):
        while True:
            text = self.textinput(title, prompt if default is None else f"{prompt} [{default}]")
            if text is None:
                return None
            try:
                number = float(default if text.strip() == "" and default is not None else text)
            except ValueError:
                print("Not a floating-point value. Please try again.")
                continue
            if minval is not None and number < minval:
                print(f"The allowed minimum value is {minval}. Please try again.")
            elif maxval is not None and number > maxval:
                print(f"The allowed maximum value is {maxval}. Please try again.")
            else:
                return number


class _Screen(TurtleScreen):
    """The one with a window of its own."""

    def __init__(self):
        super().__init__(Canvas(SCREEN[0] // 2, SCREEN[1] * 3 // 4))

    def setup(self, width=0.5, height=0.75, startx=None, starty=None):
        """Pixels, or parts of the screen. Where the window stands is not ours to say."""
        self.cv.width = int(width * SCREEN[0] if isinstance(width, float) and width <= 1 else width)
        self.cv.height = int(height * SCREEN[1] if isinstance(height, float) and height <= 1 else height)
        self.cv.changed()

    def title(self, titlestring):
        self.cv.retitle(titlestring)

    def bye(self):
        """Closes the window: the next call raises Terminator."""
        TurtleScreen._RUNNING = LOOP.is_running = False
        flush()

    def exitonclick(self):
        """Nothing has to be closed here: the program ends when nothing can happen any more."""
        LOOP.run()


_the_screen = None


def Screen():
    """The one screen with a window; made at the first call."""
    global _the_screen
    if _the_screen is None:
        _the_screen = _Screen()
    return _the_screen
