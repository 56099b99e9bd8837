"""How a turtle draws."""

from .errors import TurtleGraphicsError

SPEEDS = {"fastest": 0, "fast": 10, "normal": 6, "slow": 3, "slowest": 1}
RESIZE_MODES = ("auto", "user", "noresize")


class TPen:
    def __init__(self, resizemode="noresize"):
        self._resizemode = resizemode
        self.undobuffer = None
        TPen._reset(self)

    def _reset(self, pencolor="black", fillcolor="black"):
        self._pensize = 1
        self._shown = True
        self._pencolor = pencolor
        self._fillcolor = fillcolor
        self._drawing = True
        self._speed = 3
        self._stretchfactor = (1.0, 1.0)
        self._shearfactor = 0.0
        self._tilt = 0.0
        self._shapetrafo = (1.0, 0.0, 0.0, 1.0)
        self._outlinewidth = 1

    # A pen by itself knows colours as they were given.

    def _colorstr(self, args):
        return args

    def _color(self, args):
        return args

    def resizemode(self, rmode=None):
        if rmode is None:
            return self._resizemode
        rmode = rmode.lower()
        if rmode in RESIZE_MODES:
            self.pen(resizemode=rmode)

    def pensize(self, width=None):
        if width is None:
            return self._pensize
        self.pen(pensize=width)

    def penup(self):
        if self._drawing:
            self.pen(pendown=False)

    def pendown(self):
        if not self._drawing:
            self.pen(pendown=True)

    def isdown(self):
        return self._drawing

    def speed(self, speed=None):
        """0 is without animation, 1 slow to 10 fast."""
        if speed is None:
            return self._speed
        if speed in SPEEDS:
            speed = SPEEDS[speed]
        elif 0.5 < speed < 10.5:
            speed = round(speed)
        else:
            speed = 0
        self.pen(speed=speed)

    def color(self, *args):
        if not args:
            return self._color(self._pencolor), self._color(self._fillcolor)
        if len(args) == 2:
            pencolor, fillcolor = args
        else:
            pencolor = fillcolor = args[0] if len(args) == 1 else args
        self.pen(pencolor=pencolor, fillcolor=fillcolor)

    def pencolor(self, *args):
        if not args:
            return self._color(self._pencolor)
        color = self._colorstr(args)
        if color != self._pencolor:
            self.pen(pencolor=color)

    def fillcolor(self, *args):
        if not args:
            return self._color(self._fillcolor)
        color = self._colorstr(args)
        if color != self._fillcolor:
            self.pen(fillcolor=color)

    def showturtle(self):
        self.pen(shown=True)

    def hideturtle(self):
        self.pen(shown=False)

    def isvisible(self):
        return self._shown

    def pen(self, pen=None, **pendict):
        """All of it as a dictionary, or some of it changed."""
        current = {
            "shown": self._shown,
            "pendown": self._drawing,
            "pencolor": self._pencolor,
            "fillcolor": self._fillcolor,
            "pensize": self._pensize,
            "speed": self._speed,
            "resizemode": self._resizemode,
            "stretchfactor": self._stretchfactor,
            "shearfactor": self._shearfactor,
            "outline": self._outlinewidth,
            "tilt": self._tilt,
        }
        if pen is None and not pendict:
            return current
        wanted = {**(pen if isinstance(pen, dict) else {}), **pendict}
        wanted = {name: value for name, value in wanted.items() if name in current}
        wanted["speed"] = SPEEDS.get(wanted.get("speed", self._speed), wanted.get("speed", self._speed))
        self._remember_pen({name: current[name] for name in wanted})
        self._put_pen(wanted)
        self._update()

    def _put_pen(self, wanted):
        for name in ("pencolor", "fillcolor"):
            if isinstance(wanted.get(name), tuple):
                wanted[name] = self._colorstr((wanted[name],))
            elif name in wanted:
                wanted[name] = self._colorstr((wanted[name],))
        changes_line = any(
            name in wanted and wanted[name] != now
            for name, now in (("pendown", self._drawing), ("pencolor", self._pencolor), ("pensize", self._pensize))
        )
        if changes_line:
            self._newLine()
        fields = {"pendown": "_drawing", "outline": "_outlinewidth"}
        for name, value in wanted.items():
            setattr(self, fields.get(name, f"_{name}"), value)
        if not {"stretchfactor", "shearfactor", "tilt"}.isdisjoint(wanted):
            self._put_shape_transform()

    def _put_shape_transform(self):
        from math import cos, sin

        high, wide = self._stretchfactor
        # Zero would make a form vanish for good.
        if high * wide == 0:
            raise TurtleGraphicsError("stretch_wid/stretch_len must not be zero")
        shear, tilt = self._shearfactor, self._tilt
        c, s = cos(tilt), sin(tilt)
        self._shapetrafo = (high * c, wide * (c * shear - s), high * s, wide * (c + s * shear))

    def _newLine(self):
        pass

    def _update(self):
        pass

    def _remember_pen(self, before):
        pass

    width = pensize
    up = pu = penup
    pd = down = pendown
    st = showturtle
    ht = hideturtle
