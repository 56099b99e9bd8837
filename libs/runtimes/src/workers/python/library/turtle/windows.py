"""As much of tkinter as programs take for turtles in windows of their own: each canvas is a picture."""

from . import colours
from .canvas import Canvas as Window
from .events import LOOP


class Tk:
    def __getattr__(self, name):
        """Titles, sizes and their like are not ours to say."""
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **options: None

    def mainloop(self):
        LOOP.run()

    def destroy(self):
        LOOP.is_running = False


class Canvas(Window):
    def __init__(self, master=None, width=400, height=300, bg="white", **options):
        super().__init__(int(width), int(height))
        self._own_background = colours.to_svg(bg) or "white"

    @property
    def background(self):
        return self._background if self._background != "white" else self._own_background

    @background.setter
    def background(self, colour):
        self._background = colour
        if not hasattr(self, "_own_background"):
            self._own_background = colour

    def pack(self, **options):
        pass

    grid = place = pack


ScrolledCanvas = Canvas


def mainloop():
    LOOP.run()
