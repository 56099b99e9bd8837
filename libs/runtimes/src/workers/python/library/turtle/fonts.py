"""Fonts as Tk names them: a family, a size in points (negative: in pixels), a style."""

from html import escape

from .errors import TurtleGraphicsError

PIXELS_PER_POINT = 96 / 72


class Font:
    def __init__(self, font):
        if isinstance(font, str):
            font = tuple(font.rsplit(None, 1)) if font.rsplit(None, 1)[-1].lstrip("-").isdecimal() else (font,)
        try:
            family, size, *styles = (*font, 8) if len(font) == 1 else font
            size = int(size)
        except (TypeError, ValueError):
            raise TurtleGraphicsError(f"bad font: {font!r}") from None
        words = " ".join(map(str, styles)).split()
        self.size = -size if size < 0 else size * PIXELS_PER_POINT
        self._family = str(family)
        self._weight = "bold" if "bold" in words else "normal"
        self._style = "italic" if "italic" in words else "normal"
        self._is_underlined = "underline" in words

    def svg(self):
        family = escape(self._family.replace("'", ""), quote=True)
        parts = [f"font-family=\"'{family}',sans-serif\"", f'font-size="{self.size:.4g}"']
        if self._weight != "normal":
            parts.append('font-weight="bold"')
        if self._style != "normal":
            parts.append('font-style="italic"')
        if self._is_underlined:
            parts.append('text-decoration="underline"')
        return " ".join(parts)

    def width_of(self, text):
        """Pixels, of the longest line."""
        context = measuring_context()
        if context is None:
            return max(len(line) for line in text.split("\n")) * self.size * 0.55
        context.font = f"{self._style} {self._weight} {self.size}px '{self._family}', sans-serif"
        return max(context.measureText(line).width for line in text.split("\n"))


def measuring_context():
    try:
        from js import OffscreenCanvas

        return OffscreenCanvas.new(1, 1).getContext("2d")
    except (ImportError, AttributeError):  # a browser without it
        return None
