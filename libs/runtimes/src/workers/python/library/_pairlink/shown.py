"""`display`: pictures as pictures and tables as tables, in the output."""

import base64

from . import host

MAX_ROWS = 60
MAX_COLUMNS = 30
#: What everybody in the session may be sent as one picture, in characters of base64.
MAX_PICTURE_LENGTH = 256 * 1024


def display(*things):
    """Shows each in its best form: figures and images, tables of pandas or of dictionaries, anything else by repr."""
    for thing in things:
        show(thing)


def show(thing):
    if is_of(thing, "matplotlib", "Figure"):
        from .plots import show_figure

        show_figure(thing)
    elif is_of(thing, "pandas", "DataFrame"):
        show_frame(thing)
    elif is_of(thing, "pandas", "Series"):
        show_frame(thing.to_frame())
    elif is_rows(thing):
        show_rows(thing)
    elif picture := picture_of(thing):
        show_picture(*picture)
    else:
        print(repr(thing))


def is_of(thing, package, name):
    return any(part.__name__ == name and part.__module__.partition(".")[0] == package for part in type(thing).__mro__)


def is_rows(thing):
    return isinstance(thing, (list, tuple)) and bool(thing) and all(isinstance(row, dict) and row for row in thing)


def picture_of(thing):
    """By the methods that notebooks ask for."""
    if isinstance(thing, type):
        return None
    for method, mime in (("_repr_png_", "image/png"), ("_repr_svg_", "image/svg+xml")):
        data = getattr(thing, method, lambda: None)()
        if data:
            return data, mime, type(thing).__name__
    return None


def show_picture(data, mime="image/png", alt=None):
    data = data.encode() if isinstance(data, str) else bytes(data)
    text = base64.b64encode(data).decode()
    if len(text) > MAX_PICTURE_LENGTH:
        host.notice(f"A picture of {len(data) // 1024} KB is too large to be shown; up to {MAX_PICTURE_LENGTH * 3 // 4096} KB can be.\n")
        return
    host.send(kind="image", mime=mime, base64=text, alt=alt)


def show_rows(rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    show_table(columns, ([row.get(name, "") for name in columns] for row in shortened(rows, MAX_ROWS)), len(rows))


def show_frame(frame):
    index = [frame.index.name or ""] if frame.index.nlevels == 1 else [name or "" for name in frame.index.names]
    shown = frame if len(frame) <= MAX_ROWS else frame.iloc[[*range(MAX_ROWS // 2), *range(-MAX_ROWS // 2, 0)]]
    labels = [label if isinstance(label, tuple) else (label,) for label in shown.index]
    rows = ([*label, *row] for label, row in zip(labels, shown.itertuples(index=False, name=None)))
    show_table([*index, *frame.columns], rows, len(frame))


def show_table(columns, rows, count):
    """`count` is how many rows there are, of which only some may be in `rows`."""
    cells = [[text_of(cell) for cell in row[:MAX_COLUMNS]] for row in rows]
    host.send(kind="table", columns=[text_of(name) for name in columns[:MAX_COLUMNS]], rows=cells)
    if len(cells) < count or len(columns) > MAX_COLUMNS:
        print(f"{count} rows × {len(columns)} columns; the first and the last are shown.")


def shortened(rows, limit):
    return rows if len(rows) <= limit else [*rows[: limit // 2], *rows[-limit // 2 :]]


def text_of(cell):
    return str(cell).encode("utf-8", "backslashreplace").decode()
