"""A window to draw in, shown as one picture that grows."""

import itertools

from _pairlink.films import Film

from .events import LOOP
from .items import number

#: Of the screen that windows are measured by, in pixels.
SCREEN = (1600, 900)
_names = itertools.count()


class Canvas:
    def __init__(self, width, height, background="white"):
        self.width = width
        self.height = height
        #: Pixels per unit of the program's coordinates.
        self.scale = (1.0, 1.0)
        #: What is in the middle of the window, in pixels.
        self.centre = (0.0, 0.0)
        self.background = background
        self.backdrop = None
        self.items = {}
        #: Gives what is on top of the items: lines being drawn, and the turtles.
        self.moving = list
        self.bindings = {}
        self._ids = itertools.count(1)
        name = next(_names)
        self.slot = f"turtle-{name}" if name else "turtle"
        self._film = Film(self.slot, "Drawing by turtle")
        LOOP.join(self)

    def retitle(self, title):
        self._film.alt = f"Drawing by turtle: {title}"

    def add(self, item):
        name = next(self._ids)
        self.items[name] = item
        return name

    def remove(self, name):
        self.items.pop(name, None)

    def changed(self):
        self._film.change(self._draw)

    def changed_unseen(self):
        """To be shown only before the program waits or ends."""
        self._film.change_later(self._draw)

    def bind(self, event, owner, handler, add=False):
        """`event` is such as ("press", 1) or ("key-down", "Up"); without `add` it replaces what the owner had."""
        bound = [pair for pair in self.bindings.get(event, ()) if add or pair[0] != owner]
        if handler is not None:
            bound.append((owner, handler))
        self.bindings[event] = bound

    def is_awaiting(self):
        return any(self.bindings.values())

    def call_handlers(self, event, *arguments):
        for _, handler in list(self.bindings.get(event, ())):
            handler(*arguments)

    def _draw(self, is_short):
        left, top = self.centre[0] - self.width / 2, self.centre[1] - self.height / 2
        place = f"{number(left)} {number(top)} {self.width} {self.height}"
        frame = f'x="{number(left)}" y="{number(top)}" width="{self.width}" height="{self.height}"'
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" viewBox="{place}" '
            f'fill="none" stroke-linecap="round" stroke-linejoin="round"><rect {frame} fill="{self.background}"/>'
        ]
        if self.backdrop:
            parts.append(self.backdrop.svg((1, 1)))
        parts += [item.svg(self.scale) for item in self.items.values()]
        parts += [item.svg(self.scale) for item in self.moving()]
        text = "".join(parts) + "</svg>"
        return shorten(text) if is_short else text


def shorten(text):
    """Without the tenths of pixels."""
    import re

    return re.sub(r"(\d)\.\d(?=[ ,\"lz-])", r"\1", text)
