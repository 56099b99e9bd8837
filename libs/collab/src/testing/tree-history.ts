import { DEFAULT_LIMITS } from '@pairlink/protocol';
import fc from 'fast-check';
import * as Y from 'yjs';
import { readTree } from '../file-tree.ts';
import { filesOf, isTrashed, seedDocument, textOf } from '../session-document.ts';
import type { Removed } from '../tree-operations.ts';
import {
  createFile,
  createFolder,
  duplicateNode,
  moveNode,
  removeNode,
  restoreNodes,
  setEntry,
} from '../tree-operations.ts';

const OPERATIONS = [
  'rename',
  'move',
  'file',
  'folder',
  'duplicate',
  'remove',
  'undo',
  'write',
  'entry',
  'sync',
] as const;

interface Step {
  readonly replica: number;
  readonly operation: (typeof OPERATIONS)[number];
  /** Which file, where to, which name: taken modulo what there is. */
  readonly a: number;
  readonly b: number;
}

/** What some people did, each in a copy of their own, some of it seen by others in between. */
export interface TreeHistory {
  readonly replicas: number;
  readonly steps: readonly Step[];
}

export const treeHistories: fc.Arbitrary<TreeHistory> = fc.record({
  replicas: fc.integer({ min: 2, max: 4 }),
  steps: fc.array(
    fc.record({
      replica: fc.nat(3),
      operation: fc.constantFrom(...OPERATIONS),
      a: fc.nat(999),
      b: fc.nat(999),
    }),
    { minLength: 5, maxLength: 60 },
  ),
});

const NAMES = ['main.py', 'a', 'b', 'src', 'z.py', 'Ωmega.txt'] as const;

class Replica {
  readonly doc = new Y.Doc();
  readonly deletions: Removed[] = [];

  constructor(base: Uint8Array, clientId: number) {
    Y.applyUpdate(this.doc, base);
    this.doc.clientID = clientId;
  }
}

/** Plays a history, then brings everybody together. */
export class PlayedHistory {
  readonly docs: readonly Y.Doc[];
  /** Everything anybody typed, by file. */
  readonly written: { readonly fileId: string; readonly token: string }[] = [];
  /** Everything anybody deleted, whether it was taken back or not. */
  readonly removedIds = new Set<string>();
  readonly #replicas: readonly Replica[];

  constructor({ replicas, steps }: TreeHistory) {
    const base = new Y.Doc();
    base.clientID = 1;
    seedDocument(base, {
      title: 'T',
      language: 'python',
      files: [
        { path: 'main.py', content: 'main' },
        { path: 'a/b/c.py', content: 'c' },
        { path: 'src/z.py', content: 'z' },
      ],
    });
    const seed = Y.encodeStateAsUpdate(base);
    this.#replicas = Array.from({ length: replicas }, (_, n) => new Replica(seed, 100 + n));
    this.docs = this.#replicas.map(({ doc }) => doc);
    steps.forEach((step, n) => this.#play(step, n));
    // Twice, so that also the first has heard of everybody.
    for (let round = 0; round < 2; round++)
      for (const from of this.docs) for (const to of this.docs) deliver(from, to);
  }

  #play({ replica, operation, a, b }: Step, n: number): void {
    const here = this.#replicas[replica % this.#replicas.length];
    if (!here) return;
    const { doc } = here;
    const tree = readTree(doc);
    const node = tree[a % Math.max(1, tree.length)];
    const folders = ['', ...tree.filter(({ kind }) => kind === 'folder').map(({ path }) => `${path}/`)];
    const folder = folders[b % folders.length] ?? '';
    const name = NAMES[b % NAMES.length] ?? 'a';
    switch (operation) {
      case 'rename':
        if (node) moveNode(doc, { fileId: node.fileId, path: siblingPath(node.path, name) }, DEFAULT_LIMITS);
        break;
      case 'move':
        if (node) moveNode(doc, { fileId: node.fileId, path: folder + node.name }, DEFAULT_LIMITS);
        break;
      case 'file':
        createFile(doc, { path: folder + (NAMES[a % NAMES.length] ?? 'a'), content: `${n}` }, DEFAULT_LIMITS);
        break;
      case 'folder':
        createFolder(doc, folder + (NAMES[a % NAMES.length] ?? 'a'), DEFAULT_LIMITS);
        break;
      case 'duplicate':
        if (node && tree.length < 40) duplicateNode(doc, node.fileId, DEFAULT_LIMITS);
        break;
      case 'remove':
        if (node) this.#remove(here, node.fileId);
        break;
      case 'undo':
        restoreNodes(doc, here.deletions.pop() ?? []);
        break;
      case 'write':
        if (node) this.#write(doc, { fileId: node.fileId, at: b, token: `<${n}>` });
        break;
      case 'entry':
        if (node) setEntry(doc, node.fileId);
        break;
      case 'sync':
        deliver(this.docs[a % this.docs.length] ?? doc, doc);
        break;
    }
  }

  #remove(replica: Replica, fileId: string): void {
    const removed = removeNode(replica.doc, fileId);
    if (!removed.ok) return;
    replica.deletions.push(removed.value);
    for (const each of removed.value) this.removedIds.add(each.fileId);
  }

  #write(doc: Y.Doc, { fileId, at, token }: { fileId: string; at: number; token: string }): void {
    const text = textOf(doc, fileId);
    if (!text) return;
    // At an end: nobody types into the middle of what somebody else just typed, so tokens stay whole.
    text.insert(at % 2 === 0 ? 0 : text.length, token);
    this.written.push({ fileId, token });
  }
}

/** What is wrong with the outcome of a history, as sentences; none when all is well. */
export function faultsOf({ docs, written, removedIds }: PlayedHistory): string[] {
  const faults: string[] = [];
  const [first] = docs;
  if (!first) return ['there is nobody'];
  const tree = readTree(first);
  const byId = new Map(tree.map((node) => [node.fileId, node]));
  const shown = JSON.stringify(tree);
  for (const doc of docs)
    if (JSON.stringify(readTree(doc)) !== shown) faults.push('two people see two trees');
  if (new Set(tree.map(({ path }) => path)).size < tree.length) faults.push('a path stands for two files');
  for (const { path, parentId, name } of tree) {
    const parent = parentId === null ? undefined : byId.get(parentId);
    if (parentId !== null && parent?.kind !== 'folder') faults.push(`${path} hangs in the air`);
    if (path !== (parent ? `${parent.path}/${name}` : name))
      faults.push(`${path} is not where its parent is`);
  }
  for (const fileId of filesOf(first).keys()) {
    if (!byId.has(fileId) && !isTrashed(first, fileId)) faults.push(`${fileId} is neither shown nor deleted`);
    if (!byId.has(fileId) && !removedIds.has(fileId)) faults.push(`${fileId} went though nobody deleted it`);
  }
  for (const { fileId, token } of written) {
    const texts = docs.map((doc) => textOf(doc, fileId)?.toString() ?? '');
    if (texts.some((text) => !text.includes(token))) faults.push(`${token} is lost from ${fileId}`);
  }
  return faults;
}

const siblingPath = (path: string, name: string): string => path.slice(0, path.lastIndexOf('/') + 1) + name;

function deliver(from: Y.Doc, to: Y.Doc): void {
  if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
}
