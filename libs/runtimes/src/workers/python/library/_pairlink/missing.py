"""What to do about a module that is not there, in words for the person whose program imports it."""

import sys

#: Of Python itself, and without a place in a browser.
NO_PLACE = {
    "tkinter": "Windows need a desktop, and this is a browser. The module turtle works here.",
    "_tkinter": "Windows need a desktop, and this is a browser. The module turtle works here.",
    "curses": "It needs a terminal, and this is a browser.",
    "readline": "It needs a terminal, and this is a browser.",
    "multiprocessing": "A browser runs one process for a program.",
    "pygame": "It draws into a window of its own, which a browser has not. The module turtle works here.",
}


def advise(error):
    """Adds to a ModuleNotFoundError what can be done about it."""
    name = (error.name or "").partition(".")[0]
    if not name or name in sys.modules or getattr(error, "_is_advised", False):
        return
    error._is_advised = True
    error.add_note(advice(name))


def advice(name):
    if name in NO_PLACE:
        return f"{name} is not available here. {NO_PLACE[name]}"
    if name in sys.stdlib_module_names:
        return f"{name} is not available here: Python in a browser comes without it."
    if name in compiled_packages():
        return (
            f"{name} is not available here: this Pairlink offers no Python packages, and {name} needs to be compiled "
            "for the browser by whoever runs it."
        )
    return (
        f"{name} is not available here: it is no part of Python, and no file of this session. A package of pure "
        "Python works if its wheel (.whl) is put among the files."
    )


def compiled_packages():
    """Names of modules that Pyodide's makers have compiled for browsers."""
    from _pyodide import _importhook

    return _importhook.REPODATA_PACKAGES_IMPORT_TO_PACKAGE_NAME
