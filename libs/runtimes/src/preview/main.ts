import type { WorkerToFrame } from '../wire/messages.ts';
import { FRAME_HELLO, FRAME_WELCOME } from '../wire/messages.ts';
import type { HostToPreview, PreviewPage, PreviewToHost } from '../wire/preview-messages.ts';
import { Activity } from '../workers/javascript/activity.ts';
import { CommonModules } from '../workers/javascript/common-modules.ts';
import { describeFailure } from '../workers/javascript/failure.ts';
import { installLink } from '../workers/javascript/link.ts';
import { ModuleLinker } from '../workers/javascript/module-linker.ts';
import { installDeepCalls } from '../workers/javascript/recursion/deep-calls.ts';
import { ProgramOutput } from '../workers/program-output.ts';
import { buildPage } from './build-page.ts';
import { followLinks } from './follow-links.ts';
import { leadRequests } from './lead-requests.ts';
import { installPageConsole } from './page-console.ts';
import { SessionAddresses } from './session-addresses.ts';

// The document of a preview. Its origin is opaque and it has no network; the page of the session takes its place.

const NO_CYCLES = 'Modules that import each other in a circle cannot be shown in a preview.';

async function show(
  { files, entry, maxOutputBytes }: PreviewPage,
  post: (message: PreviewToHost) => void,
): Promise<void> {
  const tell = (message: WorkerToFrame): void => {
    if (message.kind === 'output') post({ kind: 'output', chunks: message.chunks });
  };
  const output = new ProgramOutput({ post: tell }, null);
  output.limit(maxOutputBytes);
  const fail = (reason: unknown): void => output.write('stderr', describeFailure(reason, files));
  const addresses = new SessionAddresses(files, document.baseURI);
  const scripts: Record<string, string | Uint8Array> = { ...files };
  const linker: ModuleLinker = linkerOf(scripts);
  const linkModule = async (path: string, code: string | null): Promise<string | null> => {
    if (code !== null) scripts[path] = code;
    try {
      return await linker.link(path);
    } catch (error) {
      fail(error);
      return null;
    }
  };
  const page = await buildPage({ entry, source: addresses.textOf(entry), addresses, linkModule });
  // This takes away all listeners, so that those of ours come after it.
  document.open();
  installPageConsole(output, files);
  leadRequests({ addresses, from: entry });
  followLinks({
    addresses,
    from: entry,
    open: (path, hash) => post({ kind: 'open', path, hash }),
    refuse: (text) => output.write('notice', text),
  });
  post({ kind: 'shown' });
  document.write(page);
  document.close();
}

/** There is no compiler here. */
const compile = async () => ({ kind: 'refused', message: NO_CYCLES, place: null }) as const;

function linkerOf(files: Readonly<Record<string, string | Uint8Array>>): ModuleLinker {
  const builtins = new Map<string, never>();
  const commonModules: CommonModules = new CommonModules({
    builtins,
    resolve: (from, specifier) => linker.resolve(from, specifier),
    readJson: (path) => String(files[path]),
  });
  const linker = new ModuleLinker({ files, builtins, compile, commonModules });
  installDeepCalls(globalThis);
  installLink({ linker, activity: new Activity(), commonModules, builtins, start: () => {} });
  return linker;
}

function acceptWelcome(message: MessageEvent<unknown>): void {
  const [port] = message.ports;
  if (message.source !== globalThis.parent || message.data !== FRAME_WELCOME || !port) return;
  globalThis.removeEventListener('message', acceptWelcome);
  port.addEventListener('message', ({ data }: MessageEvent<HostToPreview>) => {
    void show(data.page, (answer) => port.postMessage(answer));
  });
  port.start();
}

globalThis.addEventListener('message', acceptWelcome);
// Any page may hear this: it says nothing but that the frame is there.
globalThis.parent.postMessage(FRAME_HELLO, '*');
