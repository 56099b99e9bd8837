"""`pytest.mark`: what is written above a test."""

import itertools


class Mark:
    def __init__(self, name, args=(), options=None):
        self.name = name
        self.args = args
        self.options = options or {}

    def __call__(self, *args, **options):
        if len(args) == 1 and not options and callable(args[0]) and hasattr(args[0], "__name__"):
            target = args[0]
            # Of its own: a class must not mark its parent.
            target.pytestmark = [*getattr(target, "pytestmark", ()), self]
            return target
        return Mark(self.name, self.args + args, {**self.options, **options})


class Marks:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return Mark(name)


class Param:
    def __init__(self, values, id=None, marks=()):
        self.values = values
        self.id = id
        self.marks = marks if isinstance(marks, (list, tuple)) else [marks]


def marks_of(target, name):
    return [mark for mark in getattr(target, "pytestmark", ()) if mark.name == name]


def skip_reason(target):
    for mark in marks_of(target, "skip"):
        return mark.options.get("reason") or next(iter(mark.args), None) or "marked to be skipped"
    for mark in marks_of(target, "skipif"):
        if any(mark.args):
            return mark.options.get("reason") or "a condition says to skip it"
    return None


class Expected:
    """A failure that is expected."""

    def __init__(self, mark):
        self.reason = mark.options.get("reason")
        self.is_strict = mark.options.get("strict", False)
        self._raises = mark.options.get("raises")

    @staticmethod
    def of(target):
        return next((Expected(mark) for mark in marks_of(target, "xfail") if not mark.args or any(mark.args)), None)

    def covers(self, error):
        return self._raises is None or isinstance(error, self._raises)


def expand(function):
    """For each call of a test its values by name and how it is told from the others."""
    lists = [list(rows_of(mark)) for mark in marks_of(function, "parametrize")]
    for rows in itertools.product(*reversed(lists)):
        values = {name: value for row, _ in rows for name, value in row.items()}
        yield values, "-".join(label for _, label in rows)


def rows_of(mark):
    names, rows = mark.args
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    ids = mark.options.get("ids")
    for at, row in enumerate(rows):
        param = row if isinstance(row, Param) else Param(tuple(row) if len(names) > 1 else (row,))
        if len(param.values) != len(names):
            raise ValueError(f"parametrize has {len(names)} names and {len(param.values)} values: {param.values!r}")
        label = param.id or (ids(param.values[0]) if callable(ids) else ids[at] if ids else None)
        yield dict(zip(names, param.values)), label or "-".join(map(label_of, param.values))


def label_of(value):
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float, bool, type(None))):
        return repr(value)
    return getattr(value, "__name__", None) or repr(value)[:40]
