"""The part of pytest that a course uses, for the tests of a session. The real package takes its place where it is there."""

import math
import re
import unittest
import warnings
from contextlib import contextmanager
from numbers import Number

from _pairlink.tests.fixtures import MonkeyPatch, fixture
from _pairlink.tests.marks import Marks, Param

__all__ = [
    "MonkeyPatch",
    "approx",
    "fail",
    "fixture",
    "importorskip",
    "main",
    "mark",
    "param",
    "raises",
    "skip",
    "warns",
]

mark = Marks()


def param(*values, id=None, marks=()):
    return Param(values, id, marks)


def main(*args, **options):
    """The tests are run by the session's Tests button."""
    return 0


def skip(reason="", *, allow_module_level=False):
    raise unittest.SkipTest(reason)


def fail(reason="", pytrace=True):
    raise AssertionError(reason)


def importorskip(name, reason=None):
    try:
        return __import__(name, fromlist=["*"])
    except ImportError as error:
        raise unittest.SkipTest(reason or f"could not import {name!r}: {error}") from None


class ExceptionInfo:
    value = None

    @property
    def type(self):
        return type(self.value)

    def match(self, pattern):
        if not re.search(pattern, str(self.value)):
            raise AssertionError(f"The message {str(self.value)!r} does not match {pattern!r}.")
        return True

    def __str__(self):
        return repr(self.value)


def names_of(expected):
    return " or ".join(each.__name__ for each in (expected if isinstance(expected, tuple) else (expected,)))


@contextmanager
def expect(expected, match):
    info = ExceptionInfo()
    try:
        yield info
    except expected as error:
        info.value = error
        if match is not None:
            info.match(match)
        return
    raise AssertionError(f"{names_of(expected)} was not raised.")


def raises(expected, *args, match=None, **options):
    """As a context, or called with a function and its arguments."""
    if not args:
        return expect(expected, match)
    function, *rest = args
    with expect(expected, match) as info:
        function(*rest, **options)
    return info


@contextmanager
def warns(expected=Warning, *, match=None):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        yield seen
    for warning in seen:
        if issubclass(warning.category, expected) and (match is None or re.search(match, str(warning.message))):
            return
    raise AssertionError(f"No {names_of(expected)} was given.")


class approx:
    """Equal but for rounding: within 1e-6 of the expected value relatively, or 1e-12 absolutely."""

    def __init__(self, expected, rel=None, abs=None, nan_ok=False):
        self.expected = expected
        self._rel = 1e-6 if rel is None and abs is None else rel or 0
        self._abs = 1e-12 if abs is None else abs
        self._nan_ok = nan_ok

    def __eq__(self, actual):
        return self._is_near(actual, self.expected)

    __hash__ = None

    def __repr__(self):
        if isinstance(self.expected, Number) and not isinstance(self.expected, complex):
            margin = max(self._abs, self._rel * abs(self.expected))
            return f"{self.expected} ± {margin:.1e}"
        return f"approx({self.expected!r})"

    def _is_near(self, actual, expected):
        if isinstance(expected, dict):
            return (
                isinstance(actual, dict)
                and actual.keys() == expected.keys()
                and all(self._is_near(actual[key], expected[key]) for key in expected)
            )
        if isinstance(expected, (list, tuple)):
            return len(actual) == len(expected) and all(map(self._is_near, actual, expected))
        if isinstance(expected, complex) or isinstance(actual, complex):
            return abs(actual - expected) <= max(self._abs, self._rel * abs(expected))
        if not isinstance(expected, Number) or not isinstance(actual, Number):
            return actual == expected
        if math.isnan(expected):
            return self._nan_ok and math.isnan(actual)
        return actual == expected or abs(actual - expected) <= max(self._abs, self._rel * abs(expected))
