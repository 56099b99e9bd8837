import type { Program } from '../../wire/messages.ts';
import { viewSharedMemory } from '../../wire/shared-memory.ts';
import { ProgramInput } from '../program-input.ts';
import { ProgramOutput } from '../program-output.ts';
import { openWorkerPort } from '../worker-port.ts';
import { changedFiles, writeFiles } from './files.ts';
import { bootInterpreter } from './interpreter.ts';
import { LineTail } from './line-tail.ts';
import { connectStreams } from './streams.ts';

// The worker of Python: one interpreter, one program.

async function main(): Promise<void> {
  const port = await openWorkerPort();
  const { shared: buffer, assets } = port.start;
  const shared = buffer ? viewSharedMemory(buffer) : null;
  const output = new ProgramOutput(port, shared);
  const input = new ProgramInput(port, shared, output);
  try {
    if (!assets) throw new Error('no assets');
    const tail = new LineTail();
    // `undefined` is None in Python; `null` would be an object of its own.
    const ask = shared ? undefined : async () => (await input.readLineLater(tail.take())) ?? undefined;
    const { pyodide, run } = await bootInterpreter(assets, {
      shared,
      ask,
      send: (json) => output.writeRich(json),
      notice: (text) => output.write('notice', text),
    });
    connectStreams(pyodide, { input, output, tail });
    port.onMessage((message) => {
      if (message.kind === 'input') input.accept(message.line);
      if (message.kind !== 'run') return;
      output.limit(message.maxOutputBytes);
      void execute(message.program);
    });
    const filesOf = (program: Program): Record<string, Uint8Array> => {
      try {
        return changedFiles(pyodide.FS, program.files);
      } catch {
        // An interpreter that broke down gives nothing back.
        return {};
      }
    };
    const execute = async (program: Program): Promise<void> => {
      writeFiles(pyodide.FS, program.files);
      port.post({ kind: 'started' });
      const startedMs = performance.now();
      const exitCode = await runProgram(() => run(program), output);
      const durationMs = performance.now() - startedMs;
      output.flush();
      port.post({ kind: 'ended', exitCode, durationMs, files: filesOf(program) });
    };
    port.post({ kind: 'ready' });
  } catch (error) {
    port.post({ kind: 'boot-failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

async function runProgram(run: () => Promise<number>, output: ProgramOutput): Promise<number> {
  try {
    return await run();
  } catch (error) {
    // The interpreter itself broke: memory exhausted, its stack overflown, or `os._exit`.
    if (error instanceof Error && error.name === 'Exit')
      return (error as Error & { status?: number }).status ?? 1;
    output.write('stderr', `Python ended: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

void main();
