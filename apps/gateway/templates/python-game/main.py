# The program asks with input(): answer in the line below the output. Anybody in the session may answer.
import random

SECRET = random.randint(1, 20)
TRIES = 5

print("I think of a number between 1 and 20.")

for left in range(TRIES, 0, -1):
    answer = input(f"Your guess ({left} left): ").strip()
    if not answer.isdigit():
        print("That is not a number, but it counts.")
    elif int(answer) == SECRET:
        print(f"Yes, {SECRET} it is! You win.")
        break
    else:
        print("Too low." if int(answer) < SECRET else "Too high.")
else:
    print(f"It was {SECRET}. You lose.")
