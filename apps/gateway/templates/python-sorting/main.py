# Watch an algorithm at work. Swap `insertion_sort` for `selection_sort` and compare the steps.


def insertion_sort(values):
    for end in range(1, len(values)):
        at = end
        while at > 0 and values[at - 1] > values[at]:
            values[at - 1], values[at] = values[at], values[at - 1]
            at -= 1
        yield values, at


def selection_sort(values):
    for start in range(len(values) - 1):
        smallest = min(range(start, len(values)), key=values.__getitem__)
        values[start], values[smallest] = values[smallest], values[start]
        yield values, start


def draw(values, at):
    for n, value in enumerate(values):
        print(f"{value:>2} {'█' * value}{' ◀' if n == at else ''}")
    print()


numbers = [5, 2, 9, 1, 7]
draw(numbers, -1)
steps = 0
for now, moved in insertion_sort(numbers):
    draw(now, moved)
    steps += 1

print(f"sorted in {steps} rounds: {numbers}")
