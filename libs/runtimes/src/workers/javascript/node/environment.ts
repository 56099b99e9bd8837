import type { Program } from '../../../wire/messages.ts';
import type { ProgramInput } from '../../program-input.ts';
import type { ProgramOutput } from '../../program-output.ts';
import type { Activity } from '../activity.ts';
import type { ConsolePrinter } from '../console/console-printer.ts';
import type { TestFunctions } from '../testing/define-tests.ts';
import { expect } from '../testing/expect.ts';
import { fn, spyOn } from '../testing/mock.ts';
import { Buffer } from './buffer.ts';
import type { Builtin } from './builtins.ts';
import { createBuiltins } from './builtins.ts';
import { createFs } from './fs.ts';
import { Process } from './process.ts';
import { createReadline } from './readline.ts';
import { SessionFiles } from './session-files.ts';
import { StandardInput } from './standard-input.ts';

interface Parts {
  readonly program: Program;
  readonly input: ProgramInput;
  readonly output: ProgramOutput;
  readonly printer: ConsolePrinter;
  readonly activity: Activity;
  readonly testFunctions: TestFunctions;
  readonly exit: (code: number) => never;
}

/** What a program finds of Node. */
export interface NodeEnvironment {
  readonly builtins: ReadonlyMap<string, Builtin>;
  readonly process: Process;
  readonly files: SessionFiles;
}

/** Makes Node's modules and puts its globals in place, and those of test runners. */
export function installNode({
  program,
  input,
  output,
  printer,
  activity,
  testFunctions,
  exit,
}: Parts): NodeEnvironment {
  const stdin = new StandardInput(input, activity);
  const files = new SessionFiles(program.files);
  const process = new Process({ program, output, printer, stdin, exit });
  const write = (descriptor: 1 | 2, bytes: Uint8Array): void => {
    (descriptor === 1 ? process.stdout : process.stderr).write(bytes);
  };
  const fs = createFs({ files, stdin, write });
  const readline = createReadline({ stdin, output });
  const builtins = createBuiltins({ fs, process, readline, testFunctions });
  const mocks = { fn, spyOn };
  const globals = { Buffer, global: globalThis, process, ...testFunctions, expect, jest: mocks, vi: mocks };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
  return { builtins, process, files };
}
