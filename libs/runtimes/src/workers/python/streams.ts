import type { PyodideAPI } from 'pyodide';
import type { ProgramInput } from '../program-input.ts';
import type { ProgramOutput } from '../program-output.ts';
import type { LineTail } from './line-tail.ts';

interface Streams {
  readonly input: ProgramInput;
  readonly output: ProgramOutput;
  readonly tail: LineTail;
}

/** Leads Python's file descriptors 0, 1 and 2 to the run. */
export function connectStreams(pyodide: PyodideAPI, { input, output, tail }: Streams): void {
  pyodide.setStdout({
    write: (bytes) => {
      tail.add(bytes);
      output.writeBytes('stdout', bytes);
      return bytes.length;
    },
    isatty: false,
  });
  pyodide.setStderr({
    write: (bytes) => {
      output.writeBytes('stderr', bytes);
      return bytes.length;
    },
    isatty: false,
  });

  const encoder = new TextEncoder();
  let rest = new Uint8Array();
  pyodide.setStdin({
    read: (buffer) => {
      if (rest.length === 0) {
        const line = input.readLine(tail.take());
        // Raises KeyboardInterrupt where a stop ended the wait.
        if (line === undefined) pyodide.checkInterrupt();
        if (line === null || line === undefined) return 0;
        rest = encoder.encode(`${line}\n`);
      }
      const part = rest.subarray(0, buffer.length);
      buffer.set(part);
      rest = rest.subarray(part.length);
      return part.length;
    },
    isatty: false,
  });
}
