# The turtle draws beside the output. Change POINTS, STEP or the colours and run again.
import turtle

POINTS = 9
STEP = 240

pen = turtle.Turtle()
pen.speed(0)
pen.pensize(3)
pen.penup()
pen.goto(-STEP / 2, STEP / 6)
pen.pendown()

colours = ["#0161bd", "#ba0d01", "#037434"]
for corner in range(POINTS):
    pen.pencolor(colours[corner % len(colours)])
    pen.forward(STEP)
    pen.right(180 - 180 / POINTS)

pen.hideturtle()
print(f"A star with {POINTS} points.")
turtle.done()
