"""The worker's side of the run, as `start` was given it."""

import json

#: An object of the worker: pause(ms), guard(), send(json).
worker = None

#: What the program reads; kept because the program may replace `sys.stdin`.
stdin = None


def pause(ms):
    """Sleeps without using the processor; a stop raises KeyboardInterrupt."""
    worker.pause(ms)


def send(**chunk):
    """Shows what is no text, in its place among the text: a RunChunk of libs/protocol."""
    worker.send(json.dumps({name: value for name, value in chunk.items() if value is not None}))
