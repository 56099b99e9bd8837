import type { ProgramOutput } from '../program-output.ts';

/** What the types of workers leave out; https://www.w3.org/TR/CSP3/#violation-events */
type Violation = Event & { readonly blockedURI?: string };

/** What the engines say of a connection that came to nothing, for whatever reason. */
const NO_CONNECTION = /^(?:Failed to fetch|NetworkError|Load failed)/;

/**
 * Says why a program reached nothing, of which itself it only hears `Failed to fetch`. Each address is told once.
 * Returns what is to be called for the error that ends a program: its end comes before the event of the refusal.
 */
export function tellRefusedConnections(
  output: ProgramOutput,
  { allowsNetwork }: { readonly allowsNetwork: boolean },
): (reason: unknown) => void {
  const told = new Set<string>();
  let hasEnded = false;
  const tell = (what: string): void => {
    if (hasEnded || told.has(what)) return;
    told.add(what);
    const why = allowsNetwork
      ? 'a program reaches https: and wss: only'
      : 'a program has no network, unless it is started by “Run with network”';
    output.write('notice', `${what} was not reached: ${why}.\n`);
  };
  globalThis.addEventListener('securitypolicyviolation', ({ blockedURI }: Violation) => {
    if (blockedURI !== undefined) tell(blockedURI);
  });
  return (reason) => {
    const isAboutIt =
      reason instanceof Error && (NO_CONNECTION.test(reason.message) || reason.name === 'NetworkError');
    if (isAboutIt && !allowsNetwork && told.size === 0) tell('The address');
    hasEnded = true;
  };
}
