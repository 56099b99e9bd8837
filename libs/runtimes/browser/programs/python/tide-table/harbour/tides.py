def rising(heights):
    """Pairs in which the water rises.

    >>> list(rising([1, 3, 2]))
    [(1, 3)]
    """
    yield from ((a, b) for a, b in zip(heights, heights[1:]) if a < b)
