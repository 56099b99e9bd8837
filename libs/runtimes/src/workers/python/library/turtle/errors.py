class TurtleGraphicsError(Exception):
    """A call with arguments that cannot be drawn."""


class Terminator(Exception):
    """Raised by the first call after the window was closed."""
