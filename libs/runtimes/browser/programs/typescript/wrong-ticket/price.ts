export function price(owner) {
  return owner.length * 2.5;
}
