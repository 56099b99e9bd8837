"""Timers, and what people do to the pictures: what Tk's event loop does for CPython's turtle."""

import heapq
import itertools
import time

from _pairlink import host
from _pairlink.faults import flush, report
from _pairlink.films import show_waiting

KEYS = {
    " ": "space",
    "Enter": "Return",
    "ArrowUp": "Up",
    "ArrowDown": "Down",
    "ArrowLeft": "Left",
    "ArrowRight": "Right",
    "Backspace": "BackSpace",
    "PageUp": "Prior",
    "PageDown": "Next",
    "Shift": "Shift_L",
    "Control": "Control_L",
    "Alt": "Alt_L",
    "+": "plus",
    "-": "minus",
    ".": "period",
    ",": "comma",
}
LONGEST_WAIT_MS = 2**31


class Loop:
    def __init__(self):
        self.is_running = True
        self._canvases = {}
        self._timers = []
        self._order = itertools.count()
        self._is_in_timer = False

    def join(self, canvas):
        self._canvases[canvas.slot] = canvas

    def after(self, ms, call):
        heapq.heappush(self._timers, (time.monotonic() + ms / 1000, next(self._order), call))

    def delay(self, ms):
        """Waits, and lets things happen meanwhile."""
        end = time.monotonic() + ms / 1000
        self.pump()
        while (left := end - time.monotonic()) > 0:
            host.pause(left * 1000, True)
            self.pump()

    def pump(self):
        for event in host.take_events():
            canvas = self._canvases.get(event.get("slot"))
            if canvas:
                attempt(lambda: self._dispatch(canvas, event))
        # A timer that sets itself anew at once must not be called from within itself.
        if self._is_in_timer:
            return
        now = time.monotonic()
        while self.is_running and self._timers and self._timers[0][0] <= now:
            _, _, call = heapq.heappop(self._timers)
            self._is_in_timer = True
            try:
                attempt(call)
            finally:
                self._is_in_timer = False

    def run(self):
        """Until the window is closed, or nothing can happen any more."""
        while self.is_running:
            self.pump()
            if not self.is_running:
                break
            if not self._timers and not any(canvas.is_awaiting() for canvas in self._canvases.values()):
                break
            show_waiting()
            flush()
            wait_ms = (self._timers[0][0] - time.monotonic()) * 1000 if self._timers else LONGEST_WAIT_MS
            if wait_ms > 0:
                host.pause(wait_ms, True)

    def _dispatch(self, canvas, event):
        kind = event["kind"]
        if kind in ("key-down", "key-up"):
            key = KEYS.get(event["key"], event["key"])
            for name in (key, None):
                canvas.call_handlers((kind, name))
            return
        x = (event["x"] - 0.5) * canvas.width + canvas.centre[0]
        y = (event["y"] - 0.5) * canvas.height + canvas.centre[1]
        canvas.call_handlers((kind, event.get("button", 1)), x, y)


def attempt(call):
    """As Tk does: an error in a handler is told, and the program goes on."""
    try:
        call()
    except Exception as error:
        report(error)


LOOP = Loop()
