import { installConsole } from '../workers/javascript/console/console.ts';
import { describeFailure } from '../workers/javascript/failure.ts';
import type { ProgramOutput } from '../workers/program-output.ts';
import type { ProgramFiles } from '../wire/messages.ts';

const MAX_MARKUP = 300;
const METHODS = ['log', 'info', 'debug', 'warn', 'error', 'dir', 'trace'] as const;

type Call = (...values: unknown[]) => void;

/** The page's console and its faults, as the output of its run. */
export function installPageConsole(output: ProgramOutput, files: ProgramFiles): void {
  const printer = installConsole(output);
  for (const name of METHODS) {
    const native = Reflect.get(globalThis.console, name) as Call;
    const call: Call = (...values) =>
      native(...values.map((value) => (value instanceof Node ? markupOf(value) : value)));
    Object.defineProperty(globalThis.console, name, { value: call, writable: true, configurable: true });
  }
  // A frame of another origin may open no dialog: what it would have said is shown in the output.
  globalThis.alert = (text: unknown = '') => output.write('stdout', `${String(text)}\n`);
  const fail = (reason: unknown): void => {
    printer.flush();
    output.write('stderr', describeFailure(reason, files));
  };
  globalThis.addEventListener('error', (failure) => {
    if (failure instanceof ErrorEvent) fail(failure.error ?? failure.message);
  });
  globalThis.addEventListener('unhandledrejection', ({ reason }) => fail(reason));
  globalThis.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
    if (!/^https?:/.test(blockedURI)) return;
    output.write(
      'stderr',
      `${blockedURI} was not loaded: a preview has no network (${effectiveDirective}).\n`,
    );
  });
}

function markupOf(node: Node): string {
  if (!(node instanceof Element))
    return node.nodeName + (node.nodeValue === null ? '' : ` ${JSON.stringify(node.nodeValue)}`);
  const text = node.outerHTML;
  return text.length > MAX_MARKUP ? `${text.slice(0, MAX_MARKUP)}…` : text;
}
