"""Plain functions and classes, found and called as pytest does."""

import asyncio
import inspect
import types
import unittest
from contextlib import ExitStack

from .fixtures import Fixtures
from .marks import Expected, expand, skip_reason
from .results import is_own, timed


def run(module, results):
    fixtures = Fixtures(vars(module))
    cases = list(find(module))
    if not cases:
        return
    with ExitStack() as stack:
        call_hook(module, "setup_module", module)
        stack.callback(call_hook, module, "teardown_module", module)
        stack.callback(fixtures.close)
        for owner, function in cases:
            for values, label in expand(function):
                run_case(Case(module, owner, function, values, label), fixtures, results)


def find(module):
    """Pairs of a class, or None, and a function in it, in the order in which they are written."""
    for name, value in list(vars(module).items()):
        if name.startswith("test") and inspect.isfunction(value) and is_own(module, value):
            yield None, value
        elif name.startswith("Test") and is_test_class(value) and is_own(module, value):
            for method in dict.fromkeys(name for part in reversed(value.__mro__) for name in vars(part)):
                function = inspect.getattr_static(value, method)
                if method.startswith("test") and isinstance(function, types.FunctionType):
                    yield value, function


def is_test_class(value):
    return isinstance(value, type) and not issubclass(value, unittest.TestCase) and value.__init__ is object.__init__


class Case:
    def __init__(self, module, owner, function, values, label):
        self.module = module
        self.owner = owner
        self.function = function
        self.values = values
        name = function.__name__ + (f"[{label}]" if label else "")
        self.path = [owner.__qualname__, name] if owner else [name]

    def call(self, fixtures):
        with ExitStack() as stack:
            function = self.function
            if self.owner:
                instance = self.owner()
                function = function.__get__(instance)
                call_hook(instance, "setup_method", function)
                stack.callback(call_hook, instance, "teardown_method", function)
            else:
                call_hook(self.module, "setup_function", function)
                stack.callback(call_hook, self.module, "teardown_function", function)
            values = fixtures.values_for(function, self.values, stack)
            result = function(**values)
            if inspect.iscoroutine(result):
                asyncio.run(result)


def run_case(case, fixtures, results):
    reason = skip_reason(case.function) or (case.owner and skip_reason(case.owner))
    if reason:
        results.skipped(case.path, reason)
        return
    expected = Expected.of(case.function)
    seconds, error = timed(lambda: case.call(fixtures))
    if isinstance(error, unittest.SkipTest):
        results.skipped(case.path, str(error))
    elif error is not None and expected and expected.covers(error):
        results.skipped(case.path, f"expected to fail: {expected.reason or type(error).__name__}")
    elif error is None and expected and expected.is_strict:
        results.failed_at(case.path, seconds, "The test is marked xfail(strict=True), and passed.")
    elif error is None:
        results.passed(case.path, seconds)
    else:
        results.failed(case.path, seconds, error)


def call_hook(owner, name, argument):
    """Hooks may leave out their argument."""
    hook = getattr(owner, name, None)
    if callable(hook):
        hook(*([argument] if inspect.signature(hook).parameters else []))
