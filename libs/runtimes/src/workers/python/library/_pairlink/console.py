"""The console after a program, as `python -i` opens it: on the program's names, until Ctrl+D, `exit()` or a stop."""

import ast
import asyncio
import builtins
import codeop
import linecache
import sys
import types

from . import host
from .faults import STOPPED, describe, exit_code, flush, report, trim
from .program import CO_COROUTINE


class Console:
    def __init__(self, names):
        self._names = names
        self._compile = codeop.CommandCompiler()
        self._compile.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        # One loop for all that is awaited here, so that a task goes on in the next line that waits.
        self._runner = asyncio.Runner()
        self._count = 0

    def close(self):
        self._runner.close()

    def read(self):
        """One statement as code and its lines, or None where it cannot be compiled. EOFError at Ctrl+D."""
        filename = f"<python-input-{self._count}>"
        self._count += 1
        lines = [input(sys.ps1)]
        while True:
            source = "\n".join(lines)
            # What a traceback shows of it.
            linecache.cache[filename] = (len(source) + 1, None, [f"{line}\n" for line in lines], filename)
            try:
                code = self._compile(source, filename, "single")
            except (SyntaxError, OverflowError, ValueError) as error:
                show_syntax_error(error)
                return None
            if code is not None:
                return code
            lines.append(input(sys.ps2))

    def execute(self, code):
        if code.co_flags & CO_COROUTINE:
            self._runner.run(types.FunctionType(code, self._names)())
        else:
            exec(code, self._names)


def show_syntax_error(error):
    # Where in the compiler it was found says nothing.
    sys.stderr.write(describe(error.with_traceback(None)))
    flush()


def remember(error):
    sys.last_exc = error
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__


def interact(names):
    """The exit code."""
    names.setdefault("__builtins__", builtins)
    sys.stdin = host.stdin
    sys.ps1 = getattr(sys, "ps1", ">>> ")
    sys.ps2 = getattr(sys, "ps2", "... ")
    console = Console(names)
    try:
        return read_and_print(console)
    finally:
        console.close()


def read_and_print(console):
    while True:
        flush()
        try:
            code = console.read()
        except EOFError:
            print()
            return 0
        except KeyboardInterrupt:
            print()
            return STOPPED
        if code is None:
            continue
        try:
            console.execute(code)
        except SystemExit as error:
            return exit_code(error.code)
        except KeyboardInterrupt as error:
            report(error)
            return STOPPED
        except BaseException as error:
            trim(error)
            remember(error)
            report(error)
