import { viewSharedMemory } from '../../wire/shared-memory.ts';
import { ProgramInput } from '../program-input.ts';
import { ProgramOutput } from '../program-output.ts';
import { openWorkerPort } from '../worker-port.ts';
import { CompileDesk } from './compile-desk.ts';
import { runProgram } from './run-program.ts';

// The worker of JavaScript and TypeScript: one program, run by the browser's own engine.

async function main(): Promise<void> {
  const port = await openWorkerPort();
  const shared = port.start.shared ? viewSharedMemory(port.start.shared) : null;
  const output = new ProgramOutput(port, shared);
  const input = new ProgramInput(port, shared, output);
  const desk = new CompileDesk(port);
  port.onMessage((message) => {
    if (message.kind === 'compiled') desk.finish(message.jobId, message.result);
    if (message.kind === 'input') input.accept(message.line);
    if (message.kind !== 'run') return;
    output.limit(message.maxOutputBytes);
    runProgram(message.program, { port, output, input, desk });
  });
  port.post({ kind: 'ready' });
}

void main();
