"""What a turtle did, so that it can be taken back."""

from collections import deque


class Buffer:
    """The last steps, each of the parts that are undone together."""

    def __init__(self, size):
        self._steps = deque(maxlen=size)
        self._open = None

    def __len__(self):
        return len(self._steps)

    def push(self, part):
        """`part` is a function that takes back one thing."""
        if self._open is not None:
            self._open.append(part)
        else:
            self._steps.append([part])

    def pop(self):
        return reversed(self._steps.pop()) if self._steps else ()

    def begin(self):
        """What follows, up to `end`, counts as one step. False within another such step."""
        if self._open is not None:
            return False
        self._open = []
        return True

    def end(self):
        if self._open:
            self._steps.append(self._open)
        self._open = None
