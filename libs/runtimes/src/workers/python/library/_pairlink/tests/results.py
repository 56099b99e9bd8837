"""What became of each test, told as it ends."""

import sys
import time
import traceback
from collections import Counter

from .. import host
from ..faults import OURS, ROOT, describe, flush

#: Frames of the machinery that calls a test say nothing about it.
HIDDEN = (*OURS, "/lib/python314.zip/unittest", "/lib/python314.zip/doctest", "/lib/python314.zip/asyncio", "/lib/python314.zip/contextlib")
MAX_MESSAGE_LENGTH = 16_000


class Results:
    def __init__(self):
        self.counts = Counter()

    def passed(self, path, seconds):
        self._tell(path, "passed", seconds)

    def skipped(self, path, reason):
        self._tell(path, "skipped", message=reason or None)

    def failed(self, path, seconds, error):
        message = describe(error, HIDDEN)
        file, line = place_of(error)
        self.failed_at(path, seconds, message=message, file=file, line=line)

    def failed_at(self, path, seconds, message, file=None, line=None):
        if len(message) > MAX_MESSAGE_LENGTH:
            message = f"{message[:MAX_MESSAGE_LENGTH // 2]}\n…\n{message[-MAX_MESSAGE_LENGTH // 2:]}"
        self._tell(path, "failed", seconds, message=message.rstrip("\n"), file=file, line=line)

    def _tell(self, path, status, seconds=None, **rest):
        self.counts[status] += 1
        result = {"path": [printable(name) for name in path], "status": status}
        if seconds is not None:
            result["durationMs"] = round(seconds * 1000, 3)
        result.update((name, value) for name, value in rest.items() if value is not None)
        flush()
        host.send(kind="tests", results=[result])

    def summary(self, seconds):
        parts = [f"{self.counts[status]} {status}" for status in ("passed", "failed", "skipped") if self.counts[status]]
        return f"{', '.join(parts) or 'No test ended'} in {seconds:.2f} s"


def printable(text):
    return str(text).encode("utf-8", "backslashreplace").decode()


def place_of(error):
    """The deepest line of the session's own code, as a path in the session and a line."""
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(f"{ROOT}/"):
        return error.filename[len(ROOT) + 1 :], error.lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(f"{ROOT}/"):
            return frame.filename[len(ROOT) + 1 :], frame.lineno
    return None, None


def timed(call):
    """Seconds, and the exception that ended the call; a stop ends everything."""
    begin = time.perf_counter()
    try:
        call()
        error = None
    except KeyboardInterrupt:
        raise
    except BaseException as failure:
        error = failure
    return time.perf_counter() - begin, error


def is_own(module, thing):
    return getattr(thing, "__module__", None) == module.__name__
