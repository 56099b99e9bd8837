"""Pictures from files, put into the drawing as they are."""

import base64
import struct

from .errors import TurtleGraphicsError


class Picture:
    def __init__(self, mime, size, data):
        self.size = size
        self.address = f"data:{mime};base64,{base64.b64encode(data).decode()}" if data else ""

    @staticmethod
    def read(path):
        """A file of GIF or PNG; an empty path is an empty picture."""
        if not path or path == "nopic":
            return Picture("image/gif", (0, 0), b"")
        with open(path, "rb") as file:
            data = file.read()
        if data[:4] == b"GIF8":
            return Picture("image/gif", struct.unpack("<HH", data[6:10]), data)
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            return Picture("image/png", struct.unpack(">II", data[16:24]), data)
        raise TurtleGraphicsError(f"{path} is no GIF or PNG picture")
