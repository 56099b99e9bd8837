import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Outcome, RunOptions } from './harness/runner-page.ts';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';

/** The pictures of a run as SVG, in order. */
const drawings = ({ chunks }: Outcome, slot = 'turtle'): string[] =>
  chunks.flatMap((chunk) =>
    chunk.kind === 'image' && chunk.slot === slot && chunk.mime === 'image/svg+xml'
      ? [Buffer.from(chunk.base64, 'base64').toString()]
      : [],
  );

describe('turtle in Python', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, inject('pageUrl'));
  });

  afterAll(async () => {
    await browser.close();
  });

  const draw = (source: string, options: RunOptions = {}): Promise<Outcome> =>
    runProgram(page, { language: 'python', files: { 'main.py': source }, entry: 'main.py' }, options);

  test('draws the star of its documentation while it grows, and is done', async () => {
    const outcome = await draw(`from turtle import *
speed(10); delay(2)
color('red', 'yellow')
begin_fill()
while True:
    forward(200)
    left(170)
    if abs(pos()) < 1:
        break
end_fill()
done()
print("drawn")
`);
    expect([outcome.stdout, outcome.stderr, outcome.result.kind]).toEqual(['drawn\n', '', 'finished']);
    const stages = drawings(outcome);
    expect(stages.length).toBeGreaterThan(3);
    const last = stages.at(-1) ?? '';
    expect(last).toContain('<path fill="yellow" d="M0,0 200,0 3,-34.7 ');
    expect(last).toContain('<path stroke="red" stroke-width="1" d="m0,0l200,0 -197,-34.7 ');
    expect(last.match(/<path/g)).toHaveLength(3);
    expect(stages.every((svg) => svg.startsWith('<svg ') && !svg.includes('script'))).toBe(true);
  });

  test('is shown to the eye by a browser', async () => {
    const outcome = await draw(`import turtle
turtle.setup(200, 100)
turtle.bgcolor("navy")
t = turtle.Turtle(visible=False)
t.speed(0)
t.pensize(10)
t.pencolor(1.0, 0.5, 0)
t.teleport(-50, 0)
t.forward(100)
t.write("<a & b>", align="center", font=("Arial", 12, "bold"))
`);
    const last = drawings(outcome).at(-1) ?? '';
    const colours = await page.evaluate(async (svg) => {
      const image = new Image();
      image.src = `data:image/svg+xml;base64,${btoa(svg)}`;
      await image.decode();
      const context = new OffscreenCanvas(200, 100).getContext('2d');
      context?.drawImage(image, 0, 0);
      const at = (x: number, y: number): number[] => [...(context?.getImageData(x, y, 1, 1).data ?? [])];
      return [image.width, image.height, at(5, 5), at(100, 50), at(100, 80)];
    }, last);
    expect(colours).toEqual([200, 100, [0, 0, 128, 255], [255, 128, 0, 255], [0, 0, 128, 255]]);
  });

  test('answers as CPython does', async () => {
    const { stdout, stderr } = await draw(`from turtle import *
tracer(0)
print(pos(), heading(), pencolor(), fillcolor(), isdown(), speed(), shape(), pensize())
fd(100); left(90); fd(50)
print(pos(), heading(), distance(0, 0), round(towards(0, 0), 3))
color("sky blue", (0.2, 0.8, 0.55))
print(color())
colormode(255); pencolor(10, 20, 30)
print(pencolor(), colormode())
circle(30, 90)
print(pos(), heading())
undo(); undo()
print(pos(), heading(), pencolor())
setheading(200); right(20)
print(heading())
print(mode("logo"), mode(), heading(), pos())
right(30)
print(heading())
print(shapesize(), tiltangle(), stamp() is not None)
begin_poly(); fd(10); rt(90); fd(10); end_poly()
print(get_poly())
degrees(400); print(round(heading(), 6)); radians(); print(round(heading(), 6))
for wrong in (lambda: color("no colour"), lambda: shape("box"), lambda: pencolor(300, 0, 0)):
    try:
        wrong()
    except TurtleGraphicsError if False else Exception as error:
        print(type(error).__name__, error)
print(len(turtles()), sorted(getshapes()), Vec2D(1, 2) + (3, 4), Vec2D(1, 2) * 3, Vec2D(1, 2) * Vec2D(3, 4))
t = getturtle(); twin = t.clone(); print(twin.pos() == t.pos(), len(turtles()))
`);
    expect(stderr).toBe('');
    expect(stdout).toBe(`(0.00,0.00) 0.0 black black True 3 classic 1
(100.00,50.00) 90.0 111.80339887498948 206.565
('sky blue', (0.2, 0.8, 0.5490196078431373))
(10, 20, 30) 255
(70.00,80.00) 180.0
(100.00,50.00) 90.0 sky blue
180.0
None logo 0.0 (0.00,0.00)
30.0
(1.0, 1.0, 1) 0.0 True
((0.00,0.00), (5.00,8.66), (13.66,3.66))
133.333333
2.094395
TurtleGraphicsError bad color string: no colour
TurtleGraphicsError There is no shape named box
TurtleGraphicsError bad color sequence: (300, 0, 0)
1 ['arrow', 'blank', 'circle', 'classic', 'square', 'triangle', 'turtle'] (4.00,6.00) (3.00,6.00) 11
True 2
`);
  });

  test('takes as long as its speed says', async () => {
    const { stdout, chunks } = await draw(`import time, turtle
def seconds(speed):
    t = turtle.Turtle()
    t.speed(speed)
    begin = time.perf_counter()
    t.forward(120)
    return time.perf_counter() - begin
slow, quick, none = seconds(1), seconds(10), seconds(0)
print(slow > quick > none, slow >= 0.01 * 120 / 3.3)
`);
    expect(stdout).toBe('True True\n');
    expect(chunks.some(({ kind }) => kind === 'image')).toBe(true);
  });

  test('hears keys, clicks, drags and timers until its window is closed', async () => {
    const outcome = await draw(
      `from turtle import *
setup(400, 400)
shape("square")
onkey(lambda: print("up"), "Up")
onkeypress(lambda: print("a!"), "a")
onscreenclick(lambda x, y: print("screen", round(x), round(y)))
onclick(lambda x, y: print("turtle", round(x), round(y)))
ondrag(lambda x, y: (goto(x, y), print("at", pos())))
ontimer(lambda: print("tick"), 1)
ontimer(lambda: 1 / 0, 1)
onkey(bye, "q")
listen()
mainloop()
print("over")
`,
      {
        deeds: [
          { after: 'tick', event: { kind: 'key-up', slot: 'turtle', key: 'ArrowUp' } },
          { after: 'up', event: { kind: 'key-down', slot: 'turtle', key: 'a' } },
          { after: 'a!', event: { kind: 'press', slot: 'turtle', x: 0.75, y: 0.25, button: 1 } },
          { after: 'screen 100 100', event: { kind: 'press', slot: 'turtle', x: 0.5, y: 0.5, button: 1 } },
          { after: 'screen 0 0', event: { kind: 'move', slot: 'turtle', x: 0.6, y: 0.5, button: 1 } },
          { after: 'at (40.00,0.00)', event: { kind: 'key-up', slot: 'turtle', key: 'q' } },
        ],
      },
    );
    expect(outcome.stdout.split('\n')).toEqual([
      'tick',
      'up',
      'a!',
      'screen 100 100',
      'screen 0 0',
      'turtle 0 0',
      'at (40.00,0.00)',
      'over',
      '',
    ]);
    expect(outcome.stderr).toContain('File "main.py", line 10, in <lambda>');
    expect(outcome.result.kind).toBe('finished');
  });

  test('can be stopped while it draws, and while it waits for a key', async () => {
    const drawing = await draw('from turtle import *\nprint("begun")\nwhile True:\n    fd(1); rt(3)\n', {
      stopAfter: 'begun',
    });
    const waiting = await draw(
      'from turtle import *\nonkey(print, "a")\nlisten()\nprint("begun")\ndone()\n',
      {
        stopAfter: 'begun',
      },
    );
    expect([drawing.result.kind, waiting.result.kind]).toEqual(['stopped', 'stopped']);
  });

  test('shows what was drawn before it asks', async () => {
    const outcome = await draw(
      'from turtle import *\ntracer(5)\nfor i in range(3): fd(7)\nname = input("? ")\nprint(textinput("T", "p"), numinput("N", "q", minval=3))\n',
      { lines: ['x', 'y', '1', '4'] },
    );
    const asked = outcome.chunks.findIndex((chunk) => chunk.kind === 'input');
    const before = { ...outcome, chunks: outcome.chunks.slice(0, asked) };
    expect(drawings(before).at(-1)).toContain('d="m0,0l7,0 7,0 7,0 "');
    expect([outcome.stderr, outcome.stdout]).toEqual([
      '',
      '? T: p N: q The allowed minimum value is 3. Please try again.\nN: q y 4.0\n',
    ]);
  });
});
