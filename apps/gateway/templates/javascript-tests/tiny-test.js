const results = [];

export function test(name, body) {
  try {
    body();
    results.push({ name });
  } catch (error) {
    results.push({ name, error });
  }
}

export const expect = (actual) => ({
  toBe(expected) {
    if (!Object.is(actual, expected)) throw new Error(`expected ${expected}, got ${actual}`);
  },
  toThrow() {
    try {
      actual();
    } catch {
      return;
    }
    throw new Error('expected an error, got none');
  },
});

export function report() {
  for (const { name, error } of results) {
    console.log(`${error ? '✗' : '✓'} ${name}${error ? `: ${error.message}` : ''}`);
  }
  const failed = results.filter(({ error }) => error).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
}
