"""What happens when certain packages are imported."""

import importlib.util
import sys
from importlib.machinery import ModuleSpec


def show_images(image_show):
    """`Image.show()` of Pillow, which would open a window."""
    from .shown import show

    class Viewer(image_show.Viewer):
        def show(self, image, **options):
            show(image)
            return 1

    image_show.register(Viewer(), 0)


#: What is done with a module once it has been executed.
AFTER = {"PIL.ImageShow": show_images}


class Hook:
    """First among the finders: lets the others find, and has something done afterwards."""

    def __init__(self):
        self._is_looking = False

    def find_spec(self, name, path=None, target=None) -> ModuleSpec | None:
        if name not in AFTER or self._is_looking:
            return None
        self._is_looking = True
        try:
            spec = importlib.util.find_spec(name)
        finally:
            self._is_looking = False
        if spec and spec.loader:
            execute = spec.loader.exec_module

            def exec_module(module):
                execute(module)
                AFTER[name](module)

            spec.loader.exec_module = exec_module
        return spec


def watch():
    sys.meta_path.insert(0, Hook())
