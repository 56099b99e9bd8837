"""What turns Pyodide into a Python that behaves as on the command line.

Runs once per worker, before the program is known. Its frames never show: their file is named MARK.
"""

import ast
import asyncio
import atexit
import builtins
import calendar
import gc
import io
import math
import operator
import os
import random
import sys
import time
import traceback
import types
from importlib.machinery import SourceFileLoader

MARK = "<pairlink>"
ROOT = "/session"
OURS = (MARK, "/lib/python314.zip/_pyodide", "/lib/python314.zip/pyodide")


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # closed, or replaced by something without flush
            pass


def make_sleep(pause):
    def sleep(seconds, /):
        if not isinstance(seconds, (int, float)):
            seconds = operator.index(seconds)
        if math.isnan(seconds):
            raise ValueError("Invalid value NaN (not a number)")
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        flush()
        pause(min(seconds * 1000, 2**31))

    return sleep


class Selector:
    """Waits as asyncio's selector would, with nothing but time to wait for."""

    def __init__(self, pause):
        self._pause = pause

    def select(self, timeout=None):
        if timeout is None or timeout > 0:
            flush()
            self._pause(2**31 if timeout is None else timeout * 1000)
        return []

    def get_map(self):
        return {}

    def close(self):
        pass


def make_loop_policy(pause):
    class BlockingLoop(asyncio.BaseEventLoop):
        """CPython's own event loop; it blocks the worker while it waits, so a program's order of events is CPython's."""

        def __init__(self):
            super().__init__()
            self._selector = Selector(pause)

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

    class Policy(asyncio.events._BaseDefaultEventLoopPolicy):
        _loop_factory = BlockingLoop

    return Policy()


def make_stdin(ask):
    """Standard input where the worker cannot block: the program's stack is set aside until a line comes."""
    from pyodide.ffi import run_sync

    browser_loop = asyncio.get_event_loop()

    def wait():
        # The answer belongs to the browser's event loop, whichever loop the program runs in.
        loop = asyncio._get_running_loop()
        asyncio._set_running_loop(browser_loop)
        try:
            return run_sync(ask())
        finally:
            asyncio._set_running_loop(loop)

    class Lines(io.RawIOBase):
        _rest = b""

        def readable(self):
            return True

        def readinto(self, buffer):
            if not self._rest:
                flush()
                line = wait()
                self._rest = b"" if line is None else f"{line}\n".encode()
            count = min(len(buffer), len(self._rest))
            buffer[:count] = self._rest[:count]
            self._rest = self._rest[count:]
            return count

    return io.TextIOWrapper(io.BufferedReader(Lines()), encoding="utf-8")


def is_ours(tb):
    name = tb.tb_frame.f_code.co_filename
    return name.startswith(OURS)


def trim_traceback(tb):
    kept = []
    while tb is not None:
        if not is_ours(tb):
            kept.append(tb)
        tb = tb.tb_next
    result = None
    for entry in reversed(kept):
        result = types.TracebackType(result, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return result


def trim(error, seen):
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    error.__traceback__ = trim_traceback(error.__traceback__)
    trim(error.__cause__, seen)
    trim(error.__context__, seen)
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            trim(part, seen)


def report(error):
    trim(error, set())
    flush()
    if sys.excepthook is sys.__excepthook__:
        text = "".join(traceback.format_exception(error))
        sys.stderr.write(text.replace(f'File "{ROOT}/', 'File "'))
    else:
        sys.excepthook(type(error), error, error.__traceback__)
    flush()


def exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    flush()
    print(code, file=sys.stderr)
    return 1


def attempt(step):
    """Runs a part of the program; its exit code."""
    try:
        step()
        return 0
    except SystemExit as error:
        return exit_code(error.code)
    except KeyboardInterrupt as error:
        report(error)
        return 130
    except BaseException as error:
        report(error)
        return 1


def execute(path):
    with open(path, "rb") as file:
        source = file.read()
    module = types.ModuleType("__main__")
    names = module.__dict__
    names.update(
        __builtins__=builtins,
        __file__=path,
        __loader__=SourceFileLoader("__main__", path),
        __cached__=None,
    )
    sys.modules["__main__"] = module
    code = compile(source, path, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    if code.co_flags & 0x80:  # CO_COROUTINE: there is a top-level await
        with asyncio.Runner() as runner:
            runner.run(eval(code, names))
    else:
        exec(code, names)


def forget_main():
    """As CPython does when it ends: objects of the program are finalised while its globals still exist."""
    sys.modules.pop("__main__", None)
    gc.collect()


def run(entry, args):
    guard_stack()  # noqa: F821, set by the worker
    path = f"{ROOT}/{entry}"
    sys.argv = [entry, *args]
    sys.path[:] = [os.path.dirname(path), *(p for p in sys.path if p not in ("", ROOT))]
    if sys.path[0] != ROOT:
        sys.path.append(ROOT)
    os.chdir(ROOT)
    random.seed()
    code = attempt(lambda: execute(path))
    attempt(atexit._run_exitfuncs)
    attempt(forget_main)
    flush()
    sys.__stdout__.flush()
    sys.__stderr__.flush()
    return code


def prepare(pause, ask=None):
    if ask:
        sys.stdin = make_stdin(ask)
    time.sleep = make_sleep(pause)
    asyncio._set_running_loop(None)
    asyncio.events._set_event_loop_policy(make_loop_policy(pause))
    # Since Python 3.12 `monthrange` gives names; the numbers that courses and books show stay what is printed.
    calendar.Day.__repr__ = calendar.Month.__repr__ = int.__repr__
    sys.excepthook = sys.__excepthook__
    sys.dont_write_bytecode = True
    sys.stdout.reconfigure(line_buffering=True)
    sys.stderr.reconfigure(line_buffering=True)
    os.environ.update(HOME=ROOT, PWD=ROOT, NO_COLOR="1")
    os.environ.pop("PYTHONINSPECT", None)
    # What was loaded so far is no garbage: collections during the program need not look at it.
    gc.collect()
    gc.freeze()
