/** What a test is given: enough of `node:test`'s context for courses. */
export interface TestContext {
  readonly name: string;
  /** A test within this one. */
  test(name: string, body?: TestBody): Promise<void>;
  skip(reason?: string): void;
  todo(reason?: string): void;
  diagnostic(text: string): void;
}

export type TestBody = (context: TestContext) => unknown;
export type Hook = () => unknown;
export type HookName = 'before' | 'after' | 'beforeEach' | 'afterEach';

export interface TestOptions {
  readonly skip?: boolean | string;
  readonly todo?: boolean | string;
  readonly only?: boolean;
  /** In ms. */
  readonly timeout?: number;
}

export interface TestCase {
  readonly kind: 'test';
  readonly name: string;
  readonly options: TestOptions;
  readonly body: TestBody | undefined;
  /** It must fail. */
  readonly isExpectedToFail: boolean;
}

export interface Suite {
  readonly kind: 'suite';
  readonly name: string;
  readonly options: TestOptions;
  readonly children: (TestCase | Suite)[];
  readonly hooks: Readonly<Record<HookName, Hook[]>>;
  /** Settled when its body has said which tests it has. */
  ready: Promise<unknown>;
}

export const newSuite = (name: string, options: TestOptions): Suite => ({
  kind: 'suite',
  name,
  options,
  children: [],
  hooks: { before: [], after: [], beforeEach: [], afterEach: [] },
  ready: Promise.resolve(),
});

/** Whether anything in it is marked as the only one to run. */
export const hasOnly = (node: TestCase | Suite): boolean =>
  Boolean(node.options.only) || (node.kind === 'suite' && node.children.some(hasOnly));
