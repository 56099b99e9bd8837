type Callable = (this: unknown, ...values: unknown[]) => unknown;

/** What became of one call of a mock. */
export interface MockResult {
  readonly type: 'return' | 'throw';
  readonly value: unknown;
}

/** A function that remembers how it was called. */
export interface Mock extends Callable {
  readonly mock: { readonly calls: unknown[][]; readonly results: MockResult[] };
}

export const isMock = (value: unknown): value is Mock => typeof value === 'function' && 'mock' in value;

/** `vi.fn` and `jest.fn`. */
export function fn(first?: Callable): Mock {
  const calls: unknown[][] = [];
  const results: MockResult[] = [];
  const once: Callable[] = [];
  let call: Callable | undefined = first;
  const mocked = function mocked(this: unknown, ...values: unknown[]): unknown {
    calls.push(values);
    const current = once.shift() ?? call;
    try {
      const value = current ? Reflect.apply(current, this, values) : undefined;
      results.push({ type: 'return', value });
      return value;
    } catch (error) {
      results.push({ type: 'throw', value: error });
      throw error;
    }
  };
  const set = (next: Callable | undefined): Mock => {
    call = next;
    return mock;
  };
  const setOnce = (next: Callable): Mock => {
    once.push(next);
    return mock;
  };
  const clear = (): Mock => {
    calls.length = 0;
    results.length = 0;
    return mock;
  };
  const callCount = (): number => calls.length;
  const mock: Mock = Object.assign(mocked, {
    mock: { calls, results, callCount },
    mockClear: clear,
    mockImplementation: set,
    mockImplementationOnce: setOnce,
    mockReset: () => {
      clear();
      return set(undefined);
    },
    mockRejectedValue: (error: unknown) =>
      set(async () => {
        throw error;
      }),
    mockResolvedValue: (value: unknown) => set(async () => value),
    mockReturnValue: (value: unknown) => set(() => value),
    mockReturnValueOnce: (value: unknown) => setOnce(() => value),
  });
  return mock;
}

/** Replaces a method by a mock that calls it, until it is restored. */
export function spyOn(object: Record<string, Callable>, name: string): Mock {
  const native = object[name];
  const mock = fn(native);
  object[name] = mock;
  return Object.assign(mock, {
    mockRestore: () => {
      if (native) object[name] = native;
    },
  });
}
