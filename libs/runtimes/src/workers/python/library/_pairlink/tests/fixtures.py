"""Fixtures: values that a test asks for by the names of its parameters."""

import inspect
import os
import sys
import tempfile
from contextlib import ExitStack
from io import StringIO
from pathlib import Path
from typing import NamedTuple


class Fixture:
    def __init__(self, function, scope="function", name=None, autouse=False):
        self.function = function
        self.is_shared = scope != "function"
        self.name = name or function.__name__
        self.is_automatic = autouse

    def __call__(self, *args, **options):
        raise TypeError(f"Fixture {self.name} is called directly; name it as a parameter of the test instead.")


def fixture(function=None, *, scope="function", name=None, autouse=False, params=None, ids=None):
    if params is not None:
        raise NotImplementedError("fixture(params=…) is not available here; use pytest.mark.parametrize.")
    if function is None:
        return lambda function: Fixture(function, scope, name, autouse)
    return Fixture(function)


class Fixtures:
    """Those of one file; what has a wider scope than a function is kept until the end."""

    def __init__(self, names):
        own = [value for value in names.values() if isinstance(value, Fixture)]
        self._known = {**BUILT_IN, **{fixture.name: fixture for fixture in own}}
        self._automatic = [fixture.name for fixture in own if fixture.is_automatic]
        self._shared = {}
        self._stack = ExitStack()

    def close(self):
        self._stack.close()

    def values_for(self, function, given, stack):
        """The arguments of a call; what is to be undone after it goes onto `stack`."""
        values = {}
        for name in self._automatic:
            self._get(name, values, stack)
        return {
            name: given[name] if name in given else self._get(name, values, stack)
            for name, parameter in inspect.signature(function).parameters.items()
            if name in given or parameter.default is inspect.Parameter.empty
        }

    def _get(self, name, values, stack):
        fixture = self._known.get(name)
        if fixture is None:
            known = ", ".join(sorted(self._known))
            raise LookupError(f"There is no fixture {name!r}. Known here: {known}.")
        kept, undo = (self._shared, self._stack) if fixture.is_shared else (values, stack)
        if name not in kept:
            wanted = inspect.signature(fixture.function).parameters
            arguments = {each: self._get(each, values, stack) for each in wanted}
            kept[name] = self._make(fixture, arguments, undo)
        return kept[name]

    def _make(self, fixture, arguments, undo):
        if inspect.isgeneratorfunction(fixture.function):
            parts = fixture.function(**arguments)
            value = next(parts)
            # Also after a failure the rest is run as if there were none.
            undo.callback(next, parts, None)
            return value
        return fixture.function(**arguments)


class Captured(NamedTuple):
    out: str
    err: str


class Capture:
    def __init__(self):
        self.streams = StringIO(), StringIO()

    def readouterr(self):
        texts = [stream.getvalue() for stream in self.streams]
        for stream in self.streams:
            stream.seek(0)
            stream.truncate()
        return Captured(*texts)


def capsys():
    capture = Capture()
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = capture.streams
    try:
        yield capture
    finally:
        sys.stdout, sys.stderr = kept


def tmp_path():
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


MISSING = object()


class MonkeyPatch:
    def __init__(self, stack):
        self._stack = stack

    def setattr(self, target, name, value=MISSING, raising=True):
        if value is MISSING:
            path, value = target, name
            module, _, name = path.rpartition(".")
            target = __import__(module, fromlist=["*"])
        before = getattr(target, name, MISSING)
        if before is MISSING and raising:
            raise AttributeError(f"{target!r} has no attribute {name!r}")
        setattr(target, name, value)
        if before is MISSING:
            self._stack.callback(delattr, target, name)
        else:
            self._stack.callback(setattr, target, name, before)

    def setitem(self, mapping, key, value):
        before = mapping.get(key, MISSING)
        mapping[key] = value
        if before is MISSING:
            self._stack.callback(mapping.pop, key, None)
        else:
            self._stack.callback(mapping.__setitem__, key, before)

    def setenv(self, name, value):
        self.setitem(os.environ, name, str(value))

    def delenv(self, name, raising=True):
        if name in os.environ:
            self._stack.callback(os.environ.__setitem__, name, os.environ.pop(name))
        elif raising:
            raise KeyError(name)

    def chdir(self, path):
        self._stack.callback(os.chdir, os.getcwd())
        os.chdir(path)


def monkeypatch():
    with ExitStack() as stack:
        yield MonkeyPatch(stack)


BUILT_IN = {function.__name__: Fixture(function) for function in (capsys, tmp_path, monkeypatch)}
