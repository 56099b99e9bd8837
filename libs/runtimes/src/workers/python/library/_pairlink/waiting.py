"""Sleep, event loop and standard input on a worker, which has no threads but may block."""

import asyncio
import io
import math
import operator

from . import host
from .faults import flush


def sleep(seconds, /):
    if not isinstance(seconds, (int, float)):
        seconds = operator.index(seconds)
    if math.isnan(seconds):
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    flush()
    host.pause(min(seconds * 1000, 2**31))


class Selector:
    """Waits as asyncio's selector would, with nothing but time to wait for."""

    def select(self, timeout=None):
        if timeout is None or timeout > 0:
            flush()
            host.pause(2**31 if timeout is None else timeout * 1000)
        return []

    def get_map(self):
        return {}

    def close(self):
        pass


class BlockingLoop(asyncio.BaseEventLoop):
    """CPython's own event loop; it blocks the worker while it waits, so a program's order of events is CPython's."""

    def __init__(self):
        super().__init__()
        self._selector = Selector()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass

    def run_in_executor(self, executor, func, *args):
        # There are no threads: the call happens at once.
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except StopIteration as error:
            future.set_exception(RuntimeError(f"coroutine raised StopIteration: {error}"))
        except Exception as error:
            future.set_exception(error)
        return future


class LoopPolicy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = BlockingLoop


def make_stdin(ask):
    """Standard input; `ask` is how to wait for a line where the worker cannot block."""
    raw = AskedLines(ask) if ask else WaitingInput(0, closefd=False)
    raw.name = "<stdin>"
    return io.TextIOWrapper(io.BufferedReader(raw), encoding="utf-8")


class WaitingInput(io.FileIO):
    """What was printed and drawn is seen before the program waits."""

    def readinto(self, buffer):
        flush()
        return super().readinto(buffer)


class AskedLines(io.RawIOBase):
    """The program's stack is set aside until a line comes."""

    def __init__(self, ask):
        self._ask = ask
        self._browser_loop = asyncio.get_event_loop()
        self._rest = b""

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self._rest:
            flush()
            line = self._wait()
            self._rest = b"" if line is None else f"{line}\n".encode()
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def _wait(self):
        from pyodide.ffi import run_sync

        # The answer belongs to the browser's event loop, whichever loop the program runs in.
        loop = asyncio._get_running_loop()
        asyncio._set_running_loop(self._browser_loop)
        try:
            return run_sync(self._ask())
        finally:
            asyncio._set_running_loop(loop)
