"""Tasks that wait, fail and are cancelled; objects that end in order."""
import asyncio
import weakref

class Ferry:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("scrapped", self.name)

async def cross(name, minutes):
    try:
        await asyncio.sleep(minutes / 100)
        print(name, "arrived")
        return minutes
    except asyncio.CancelledError:
        print(name, "turned back")
        raise

async def main():
    async with asyncio.TaskGroup() as group:
        a = group.create_task(cross("Ada", 2))
        b = group.create_task(cross("Bo", 1))
    print(a.result() + b.result())
    late = asyncio.create_task(cross("Cy", 500))
    try:
        await asyncio.wait_for(late, 0.02)
    except TimeoutError:
        print("too late", late.cancelled())
    queue = asyncio.Queue()
    async def fill():
        for n in range(3):
            await queue.put(n)
    await asyncio.gather(fill(), fill())
    print(sorted(queue.get_nowait() for _ in range(queue.qsize())))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(cross("Di", 1))
            group.create_task(asyncio.to_thread(int, "x"))
    except* ValueError as errors:
        print(len(errors.exceptions), errors.exceptions[0])

asyncio.run(main())
old = Ferry("old")
seen = weakref.ref(old)
del old
print(seen())
kept = Ferry("kept")
try:
    {}["pier"]
except KeyError as error:
    raise RuntimeError("no pier") from error
