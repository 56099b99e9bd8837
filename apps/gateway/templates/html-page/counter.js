const output = document.querySelector('#count');
let count = 0;

function add(step) {
  count += step;
  output.textContent = count;
  console.log(`count is ${count}`);
}

document.querySelector('#less').addEventListener('click', () => add(-1));
document.querySelector('#more').addEventListener('click', () => add(1));
console.log('ready');
