import type { ProgramInput } from '../program-input.ts';
import type { ProgramOutput } from '../program-output.ts';
import type { ConsolePrinter } from './console/console-printer.ts';

interface Parts {
  readonly input: ProgramInput;
  readonly output: ProgramOutput;
  readonly printer: ConsolePrinter;
}

/** `prompt` asks on standard output and answers with the next line, or `null` at the end of input. */
export function installPrompt({ input, output, printer }: Parts): void {
  const ask = (text: unknown = ''): string | null => {
    printer.flush();
    output.write('stdout', `${String(text)}\n`);
    if (!input.canBlock) {
      output.write(
        'notice',
        'This browser window cannot wait for input in JavaScript: prompt() answers null.\n',
      );
      return null;
    }
    return input.readLine(String(text))?.replace(/\r$/, '') ?? null;
  };
  define('prompt', ask);
  define('alert', (text: unknown = '') => void ask(text));
  define('confirm', (text: unknown = '') => /^y(?:es)?$/i.test(ask(`${String(text)} [y/N]`)?.trim() ?? ''));
}

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true });
}
