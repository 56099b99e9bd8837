"""One run: the entry as `__main__`, or its tests, and a console afterwards where one is wanted."""

import ast
import asyncio
import atexit
import builtins
import gc
import os
import random
import sys
import types
from importlib.machinery import SourceFileLoader

from . import host
from .faults import ROOT, STOPPED, attempt, flush
from .wheels import install_all

CO_COROUTINE = 0x80


def run_code(code, names):
    if code.co_flags & CO_COROUTINE:  # there is a top-level await
        with asyncio.Runner() as runner:
            runner.run(eval(code, names))
    else:
        exec(code, names)


def new_module(name, path):
    module = types.ModuleType(name)
    module.__dict__.update(
        __builtins__=builtins,
        __file__=path,
        __loader__=SourceFileLoader(name, path),
        __cached__=None,
    )
    sys.modules[name] = module
    return module


def compile_file(path, change=None):
    """The code of a file, which may await at its top level."""
    with open(path, "rb") as file:
        source = file.read()
    if change:
        flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        source = change(compile(source, path, "exec", flags, dont_inherit=True))
    return compile(source, path, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def execute(path):
    module = new_module("__main__", path)
    run_code(compile_file(path), module.__dict__)


def forget_main():
    """As CPython does when it ends: objects of the program are finalised while its globals still exist."""
    sys.modules.pop("__main__", None)
    gc.collect()


def set_up(entry, args):
    host.worker.guard()
    path = f"{ROOT}/{entry}"
    sys.argv = [entry, *args]
    sys.path[:] = [os.path.dirname(path), *(p for p in sys.path if p not in ("", ROOT))]
    if sys.path[0] != ROOT:
        sys.path.append(ROOT)
    os.chdir(ROOT)
    random.seed()
    return path


def run(entry, args, mode, is_interactive):
    path = set_up(entry, args)
    install_all()
    if mode == "tests":
        from .tests import run_tests

        code = run_tests(path)
    else:
        code = attempt(lambda: execute(path))
    if is_interactive and mode == "program" and code != STOPPED:
        from .console import interact

        code = interact(sys.modules["__main__"].__dict__)
    attempt(atexit._run_exitfuncs)
    attempt(forget_main)
    flush()
    sys.__stdout__.flush()
    sys.__stderr__.flush()
    return code
