"""
Two sum
=======
Given a list of numbers and a target, return the positions of the two numbers that add up to the target,
the smaller position first. There is exactly one such pair, and no number is used twice.

    two_sum([2, 7, 11, 15], 9) -> (0, 1)

Write `two_sum`, press Run, and go on until every test passes. Then: what does it cost for a million numbers?
"""


def two_sum(numbers, target):
    return None  # your turn


TESTS = [
    ([2, 7, 11, 15], 9, (0, 1)),
    ([3, 2, 4], 6, (1, 2)),
    ([3, 3], 6, (0, 1)),
    ([-1, -2, -3, -4, -5], -8, (2, 4)),
    ([0, 4, 3, 0], 0, (0, 3)),
]

passed = 0
for numbers, target, expected in TESTS:
    actual = two_sum(list(numbers), target)
    is_right = actual is not None and tuple(actual) == expected
    passed += is_right
    print(f"{'pass' if is_right else 'FAIL'}  two_sum({numbers}, {target})", end="")
    print("" if is_right else f" is {actual}, expected {expected}")

print(f"{passed} of {len(TESTS)} tests passed")
