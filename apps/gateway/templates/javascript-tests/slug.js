/** A title as the last part of an address. */
export function slug(title) {
  const words = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  if (!words) throw new Error(`nothing of "${title}" can stand in an address`);
  return words.join('-');
}
