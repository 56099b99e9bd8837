"""Pictures that grow while the program runs: shown a few times a second, and always at their last stage."""

import base64
import time

from . import host

#: What everybody in the session may be sent as one picture, in characters of base64.
MAX_LENGTH = 256 * 1024
MIN_SECONDS = 0.08
#: Large pictures are shown less often, so that a minute of drawing stays bearable for those who watch from afar.
BYTES_PER_SECOND = 500_000

#: Those that have something to show.
waiting = {}


class Film:
    def __init__(self, slot, alt):
        self._slot = slot
        self.alt = alt
        self._due = 0
        self._last = None
        self._has_said = False

    def change(self, draw):
        """`draw` gives the SVG, once it is time to show it; its argument asks for a shorter one."""
        if time.monotonic() >= self._due:
            self._show(draw)
        else:
            waiting[self] = draw

    def change_later(self, draw):
        waiting[self] = draw

    def _show(self, draw):
        waiting.pop(self, None)
        svg = draw(False)
        if len(svg) > MAX_LENGTH * 0.74:
            svg = draw(True)
        if svg == self._last:
            return
        self._last = svg
        text = base64.b64encode(svg.encode()).decode()
        self._due = time.monotonic() + max(MIN_SECONDS, len(text) / BYTES_PER_SECOND)
        if len(text) <= MAX_LENGTH:
            host.send(kind="image", mime="image/svg+xml", base64=text, alt=self.alt, slot=self._slot)
        elif not self._has_said:
            self._has_said = True
            host.notice("The drawing has grown too large to be shown any further.\n")


def show_waiting():
    """Before the program waits or ends."""
    for film, draw in list(waiting.items()):
        film._show(draw)


host.before_waiting.append(show_waiting)
