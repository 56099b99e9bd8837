"""Exceptions as a person wants to read them: from their own code on, with the paths they know."""

import sys
import traceback
import types
import warnings

from . import host

ROOT = "/session"
OURS = ("<pairlink>", "/lib/pairlink/", "/lib/python314.zip/_pyodide", "/lib/python314.zip/pyodide")


#: Of a traceback; more take seconds to print, and overflow the engine's stack when they are freed at once.
MAX_ENTRIES = 200


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # closed, or replaced by something without flush
            pass
    show_all()


def show_all():
    for show in host.before_waiting:
        show()


def trim_traceback(tb, hidden=OURS):
    kept = []
    while tb is not None:
        if not tb.tb_frame.f_code.co_filename.startswith(hidden):
            kept.append(tb)
        following = tb.tb_next
        # Taken apart: to free a chain of many thousands at once would overflow the engine's stack.
        tb.tb_next = None
        tb = following
    if len(kept) > MAX_ENTRIES:
        kept[MAX_ENTRIES // 2 : -MAX_ENTRIES // 2] = []
    result = None
    for entry in reversed(kept):
        result = types.TracebackType(result, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return result


def trim(error, hidden=OURS, seen=None):
    seen = set() if seen is None else seen
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    advise(error)
    error.__traceback__ = trim_traceback(error.__traceback__, hidden)
    trim(error.__cause__, hidden, seen)
    trim(error.__context__, hidden, seen)
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            trim(part, hidden, seen)


def advise(error):
    if isinstance(error, ModuleNotFoundError):
        from .missing import advise

        advise(error)
    elif isinstance(error, MemoryError) and not error.args:
        error.args = (f"the program ran out of memory: it may use {host.worker.memoryMib} MB here",)


format_warning_as_usual = warnings.formatwarning


def format_warning(message, category, filename, lineno, line=None):
    """With the path that the person knows; the line itself is found by the whole one."""
    return format_warning_as_usual(message, category, filename, lineno, line).removeprefix(f"{ROOT}/")


def with_own_paths(text):
    return text.replace(f'File "{ROOT}/', 'File "')


def describe(error, hidden=OURS):
    trim(error, hidden)
    return with_own_paths("".join(traceback.format_exception(error)))


def report(error):
    trim(error)
    flush()
    if sys.excepthook is sys.__excepthook__:
        sys.stderr.write(describe(error))
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


#: The exit code of what a person stopped.
STOPPED = 130


def attempt(step):
    """Runs a part of the program; its exit code."""
    try:
        step()
        return 0
    except SystemExit as error:
        return exit_code(error.code)
    except KeyboardInterrupt as error:
        report(error)
        let_go(error)
        return STOPPED
    except BaseException as error:
        report(error)
        let_go(error)
        return 1


def let_go(error):
    """Frees the frames of an exception one by one, for the reason given at MAX_ENTRIES."""
    entry, error.__traceback__ = error.__traceback__, None
    if entry is None:
        return
    while entry.tb_next:
        entry = entry.tb_next
    frames = []
    frame = entry.tb_frame
    del entry
    while frame:
        frames.append(frame)
        frame = frame.f_back
    frames.reverse()
    while frames:
        frames.pop()
