"""Once per worker, before the program is known."""

import asyncio
import builtins
import calendar
import gc
import os
import sys
import time
import warnings

from . import host, waiting
from .faults import ROOT, format_warning
from .imports import watch
from .program import run
from .shown import display

__all__ = ["run", "start"]


def start(worker, ask=None):
    """`ask` tells how to wait for a line where the worker cannot block."""
    host.worker = worker
    host.stdin = sys.stdin = sys.__stdin__ = waiting.make_stdin(ask)
    time.sleep = waiting.sleep
    asyncio._set_running_loop(None)
    asyncio.events._set_event_loop_policy(waiting.LoopPolicy())
    # Since Python 3.12 `monthrange` gives names; the numbers that courses and books show stay what is printed.
    calendar.Day.__repr__ = calendar.Month.__repr__ = int.__repr__
    sys.excepthook = sys.__excepthook__
    builtins.display = display
    warnings.formatwarning = format_warning
    watch()
    sys.dont_write_bytecode = True
    sys.stdout.reconfigure(line_buffering=True)
    sys.stderr.reconfigure(line_buffering=True)
    os.environ.update(HOME=ROOT, PWD=ROOT, NO_COLOR="1", MPLBACKEND="module://_pairlink.plots")
    os.environ.pop("PYTHONINSPECT", None)
    # What was loaded so far is no garbage: collections during the program need not look at it.
    gc.collect()
    gc.freeze()
