# Breadth-first search finds the shortest way from A to B. Draw your own maze: # is a wall.
from collections import deque

MAZE = """
#############
#A..#.......#
#.#.#.#####.#
#.#...#...#.#
#.#####.#.#.#
#.......#..B#
#############
""".strip().splitlines()


def find(letter):
    for y, row in enumerate(MAZE):
        if letter in row:
            return row.index(letter), y
    raise SystemExit(f"There is no {letter} in the maze.")


def shortest_way(start, goal):
    came_from = {start: None}
    queue = deque([start])
    while queue:
        place = queue.popleft()
        if place == goal:
            way = []
            while place:
                way.append(place)
                place = came_from[place]
            return way[::-1]
        x, y = place
        for beside in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if MAZE[beside[1]][beside[0]] != "#" and beside not in came_from:
                came_from[beside] = place
                queue.append(beside)
    return []


way = shortest_way(find("A"), find("B"))
for y, row in enumerate(MAZE):
    print("".join("•" if cell == "." and (x, y) in way else cell for x, cell in enumerate(row)))
print(f"{len(way) - 1} steps" if way else "There is no way.")
