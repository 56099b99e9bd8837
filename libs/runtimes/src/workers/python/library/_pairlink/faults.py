"""Exceptions as a person wants to read them: from their own code on, with the paths they know."""

import sys
import traceback
import types

from . import host

ROOT = "/session"
OURS = ("<pairlink>", "/lib/pairlink/", "/lib/python314.zip/_pyodide", "/lib/python314.zip/pyodide")


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
        tb = tb.tb_next
    result = None
    for entry in reversed(kept):
        result = types.TracebackType(result, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return result


def trim(error, hidden=OURS, seen=None):
    seen = set() if seen is None else seen
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    error.__traceback__ = trim_traceback(error.__traceback__, hidden)
    trim(error.__cause__, hidden, seen)
    trim(error.__context__, hidden, seen)
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            trim(part, hidden, seen)


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
        return STOPPED
    except BaseException as error:
        report(error)
        return 1
