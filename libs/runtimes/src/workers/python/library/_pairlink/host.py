"""The worker's side of the run, as `start` was given it."""

import json

#: An object of the worker: pause(ms), guard(), send(json), notice(text), takeEvent(), memoryMib.
worker = None

#: To be called before the program waits or ends: what is drawn by then is to be seen.
before_waiting = []

#: What the program reads; kept because the program may replace `sys.stdin`.
stdin = None


def pause(ms, ends_with_event=False):
    """Sleeps without using the processor; a stop raises KeyboardInterrupt."""
    worker.pause(ms, ends_with_event)


def send(**chunk):
    """Shows what is no text, in its place among the text: a RunChunk of libs/protocol."""
    worker.send(json.dumps({name: value for name, value in chunk.items() if value is not None}))


def notice(text):
    """Pairlink's own word in the output."""
    worker.notice(text)


def take_events():
    """What people did to the pictures of the run since the last call."""
    while text := worker.takeEvent():
        yield json.loads(text)
