import type { ProgramOutput } from '../../program-output.ts';
import { inspect } from '../inspect/inspect.ts';
import { cleanStack } from '../stack.ts';
import { ConsolePrinter } from './console-printer.ts';
import { showDuration } from './duration.ts';
import { tableText } from './table.ts';

type Method = (...values: never[]) => void;

/** Puts a complete `console` in place, in Node's format and without colours. */
export function installConsole(output: ProgramOutput): ConsolePrinter {
  const printer = new ConsolePrinter(output);
  const out = (...values: unknown[]): void => printer.print('stdout', values);
  const err = (...values: unknown[]): void => printer.print('stderr', values);
  const counts = new Map<string, number>();
  const starts = new Map<string, number>();

  const group = (...labels: unknown[]): void => {
    if (labels.length > 0) out(...labels);
    printer.indent();
  };
  const elapsed = (name: string, label: string): string | undefined => {
    const start = starts.get(label);
    if (start === undefined) err(`Warning: No such label '${label}' for console.${name}()`);
    return start === undefined ? undefined : showDuration(performance.now() - start);
  };

  const methods: Record<string, Method> = {
    log: out,
    info: out,
    debug: out,
    dirxml: out,
    error: err,
    warn: err,
    dir: (value: unknown, options?: object) => out(inspect(value, { customInspect: false, ...options })),
    trace: (...values: unknown[]) => {
      const trace = new Error('trace');
      const frames = cleanStack(trace.stack ?? '')
        .split('\n')
        .slice(1);
      const head = values.length > 0 ? `Trace: ${printer.format(values)}` : 'Trace';
      err([head, ...frames].join('\n'));
    },
    assert: (isTrue?: unknown, ...values: unknown[]) => {
      if (isTrue) return;
      const [first, ...rest] = values;
      if (values.length === 0) err('Assertion failed');
      else if (typeof first === 'string') err(`Assertion failed: ${first}`, ...rest);
      else err('Assertion failed:', ...values);
    },
    table: (rows: unknown, columns?: readonly string[]) => {
      const text = tableText(rows, columns);
      if (text === null) out(rows);
      else out(text);
    },
    group,
    groupCollapsed: group,
    groupEnd: () => printer.outdent(),
    count: (label: unknown = 'default') => {
      const name = String(label);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      out(`${name}: ${count}`);
    },
    countReset: (label: unknown = 'default') => {
      if (!counts.delete(String(label))) err(`Warning: Count for '${String(label)}' does not exist`);
    },
    time: (label: unknown = 'default') => {
      const name = String(label);
      if (starts.has(name)) err(`Warning: Label '${name}' already exists for console.time()`);
      else starts.set(name, performance.now());
    },
    timeLog: (label: unknown = 'default', ...values: unknown[]) => {
      const duration = elapsed('timeLog', String(label));
      if (duration !== undefined) out(`${String(label)}: ${duration}`, ...values);
    },
    timeEnd: (label: unknown = 'default') => {
      const duration = elapsed('timeEnd', String(label));
      if (duration !== undefined) out(`${String(label)}: ${duration}`);
      starts.delete(String(label));
    },
    clear: () => {},
    profile: () => {},
    profileEnd: () => {},
    timeStamp: () => {},
  };
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(method, 'name', { value: name });
    Object.defineProperty(globalThis.console, name, {
      value: method,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return printer;
}
