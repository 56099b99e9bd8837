// Recursion as deep as a program on the command line may go.
const climb = (step) => (step === 0 ? 0 : 1 + climb(step - 1));
console.log(climb(5000), climb(9000));

function isLeft(step) {
  return step === 0 ? true : isRight(step - 1);
}
function isRight(step) {
  return step === 0 ? false : isLeft(step - 1);
}
console.log(isLeft(8001));

class Stair {
  constructor(height, below) {
    this.height = height;
    this.below = below;
  }
  total() {
    return this.height + (this.below ? this.below.total() : 0);
  }
}
let top = null;
for (let n = 1; n <= 7000; n++) top = new Stair(n, top);
console.log(top.total());

try {
  (function endless() {
    return 1 + endless();
  })();
} catch (error) {
  console.log(error instanceof RangeError, error.message);
}
console.log(String(climb));
