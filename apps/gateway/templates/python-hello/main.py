# Press Run, or Ctrl+Enter. Everybody in this session sees the output.


def greet(names):
    if not names:
        return "Hello, whoever you are!"
    return f"Hello, {', '.join(names[:-1]) + ' and ' if names[1:] else ''}{names[-1]}!"


print(greet([]))
print(greet(["Ada"]))
print(greet(["Ada", "Grace", "Katherine"]))

squares = {n: n * n for n in range(1, 6)}
for n, square in squares.items():
    print(f"{n} squared is {square:>2}")
