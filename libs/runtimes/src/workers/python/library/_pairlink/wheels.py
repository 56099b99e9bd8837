"""Packages that are among the files of the session, as wheels."""

import os
import sys

from . import host
from .faults import ROOT

FOLDER = "/lib/pairlink-wheels"


def install_all():
    """Makes what is in the wheels importable, behind the session's own files and the standard library."""
    for folder, _, names in os.walk(ROOT):
        for name in sorted(names):
            if name.endswith(".whl"):
                install(os.path.join(folder, name))


def install(path):
    name = os.path.basename(path)
    if not is_pure(name):
        host.notice(f"{name} is made for another kind of machine; only wheels of pure Python (…-none-any.whl) work here.\n")
        return
    folder = f"{FOLDER}/{name[:-4]}"
    import zipfile

    try:
        with zipfile.ZipFile(path) as wheel:
            wheel.extractall(folder)
    except (zipfile.BadZipFile, OSError) as error:
        host.notice(f"{name} cannot be read: {error}.\n")
        return
    sys.path.append(folder)


def is_pure(name):
    """By its tags: name-version-python-abi-platform."""
    parts = name[:-4].split("-")
    return len(parts) >= 5 and parts[-1] == "any" and parts[-2] == "none" and "py3" in parts[-3]
