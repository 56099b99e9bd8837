const canvas = document.querySelector('canvas');
const pen = canvas.getContext('2d');
const COLOURS = ['#91c1ff', '#ffa192', '#6ed889', '#f398eb', '#eab532'];

function draw(ms) {
  canvas.width = canvas.clientWidth;
  canvas.height = canvas.clientHeight;
  const radius = Math.min(canvas.width, canvas.height) / 3;
  pen.translate(canvas.width / 2, canvas.height / 2);
  COLOURS.forEach((colour, n) => {
    const turn = ms / (1000 + 300 * n) + n;
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(Math.cos(turn) * radius, Math.sin(turn) * radius, radius / 6, 0, 2 * Math.PI);
    pen.fill();
  });
  requestAnimationFrame(draw);
}

requestAnimationFrame(draw);
console.log(`${COLOURS.length} circles`);
