import type { Answer, DocSyncReply } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import { decodeBytes, encodeBytes } from '@pairlink/collab';
import * as Y from 'yjs';
import type { Link } from './ask.ts';
import { canInflateRaw, inflateRaw } from './inflate.ts';

/** Origin of everything that came from the server: such changes are not sent back. */
export const FROM_SERVER = Symbol('from server');

export interface ServerState {
  /** Brings a document to at least what the server had. */
  readonly applyTo: (doc: Y.Doc) => void;
  readonly stateVector: Uint8Array;
  readonly contentHash: string;
}

/** Asks for what `doc` lacks. `undefined`: no answer, or not one that can be read. */
export async function exchangeState(link: Link, doc: Y.Doc): Promise<Answer<ServerState> | undefined> {
  const stateVector = encodeBytes(Y.encodeStateVector(doc));
  const answer = await link.ask(
    'doc-sync',
    canInflateRaw() ? { stateVector, encoding: 'v2-deflate-raw' } : stateVector,
  );
  if (!answer) return undefined;
  if (!answer.ok) return refuse(answer.problem.code, answer.problem.message);
  const serverVector = decodeBytes(answer.value.stateVector);
  const applyTo = await readUpdate(answer.value);
  if (!serverVector || !applyTo) return undefined;
  return accept({ applyTo, stateVector: serverVector, contentHash: answer.value.contentHash });
}

async function readUpdate(reply: DocSyncReply): Promise<((doc: Y.Doc) => void) | undefined> {
  const bytes = decodeBytes(reply.update);
  if (!bytes) return undefined;
  if (reply.encoding !== 'v2-deflate-raw') return (doc) => Y.applyUpdate(doc, bytes, FROM_SERVER);
  const inflated = await inflateRaw(bytes).catch(() => undefined);
  return inflated && ((doc) => Y.applyUpdateV2(doc, inflated, FROM_SERVER));
}
