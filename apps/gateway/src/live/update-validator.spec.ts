/* oxlint-disable typescript/no-unsafe-type-assertion -- updates that the types of this workspace forbid */
import {
  addFile,
  addFolder,
  createFile,
  createFolder,
  duplicateNode,
  filesOf,
  metaOf,
  moveNode,
  removeNode,
  restoreNodes,
  seedDocument,
  setEntry,
  textOf,
} from '@pairlink/collab';
import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DocumentCache } from './document-cache.ts';

const ADA = 'ada';
const BO = 'bo';
const ADA_ID = 1001;
const BO_ID = 2002;

const LIMITS = { ...DEFAULT_LIMITS, fileTextBytes: 2000, sessionTextBytes: 3000, filesPerSession: 4 };

const owners = new Map([
  [ADA_ID, ADA],
  [1002, ADA],
  [BO_ID, BO],
]);

let cache: DocumentCache;
let seed: Uint8Array;

beforeEach(() => {
  const doc = new Y.Doc();
  doc.clientID = 1;
  seedDocument(doc, {
    title: 'T',
    language: 'python',
    files: [{ path: 'main.py', content: 'hello\nworld\n' }],
  });
  seed = Y.encodeStateAsUpdate(doc);
  cache = new DocumentCache(LIMITS, (clientId) => owners.get(clientId));
  cache.trustAll([seed]);
});

/** A replica of a client, which writes under `clientId`. */
function replica(clientId: number): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(cache.doc));
  doc.clientID = clientId;
  return doc;
}

function firstId(doc: Y.Doc): string {
  const [fileId = ''] = filesOf(doc).keys();
  return fileId;
}

function textIn(doc: Y.Doc): Y.Text {
  const text = textOf(doc, firstId(doc));
  if (!text) throw new Error('no text');
  return text;
}

/** The updates that `edit` makes, one per transaction. */
function updatesOf(doc: Y.Doc, edit: (doc: Y.Doc) => void): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  edit(doc);
  return updates;
}

const updateOf = (doc: Y.Doc, edit: (doc: Y.Doc) => void): Uint8Array => Y.mergeUpdates(updatesOf(doc, edit));

function renameTwice(doc: Y.Doc): void {
  moveNode(doc, { fileId: firstId(doc), path: 'one.py' }, LIMITS);
  moveNode(doc, { fileId: firstId(doc), path: 'two.py' }, LIMITS);
}

/** How an update of Ada's is judged; what is refused must leave no trace. */
function judge(update: Uint8Array, author = ADA): string {
  const before = Y.encodeStateAsUpdate(cache.doc);
  const verdict = cache.admit(update, author);
  if (verdict.kind !== 'refused') return verdict.kind;
  expect(Y.encodeStateAsUpdate(cache.doc)).toEqual(before);
  return verdict.problem.code;
}

describe('an update that is right', () => {
  it('may be applied later when it is a keystroke, a deletion or a paste of one line', () => {
    const doc = replica(ADA_ID);
    const updates = updatesOf(doc, () => {
      textIn(doc).insert(5, ' there');
      textIn(doc).insert(11, '!');
      textIn(doc).delete(2, 3);
    });
    expect(updates.map((update) => judge(update))).toEqual(['later', 'later', 'later']);
    expect(textIn(cache.doc).toString()).toBe(textIn(doc).toString());
  });

  it('is judged against keystrokes that are not applied yet', () => {
    const ada = replica(ADA_ID);
    const [first, second] = updatesOf(ada, () => {
      textIn(ada).insert(3, 'a');
      textIn(ada).insert(4, 'b');
    });
    if (!first || !second) throw new Error('two updates expected');
    expect([judge(first), judge(second)]).toEqual(['later', 'later']);
    const bo = replica(BO_ID);
    expect(
      judge(
        updateOf(bo, () => textIn(bo).insert(5, 'between')),
        BO,
      ),
    ).toBe('later');
    expect(textIn(cache.doc).toString()).toBe('helabbetweenlo\nworld\n');
  });

  it.each<[string, (doc: Y.Doc) => unknown]>([
    ['text that is not ASCII', (doc) => textIn(doc).insert(2, 'жук 🐞')],
    ['a replacement', (doc) => doc.transact(() => (textIn(doc).delete(0, 5), textIn(doc).insert(0, 'bye')))],
    ['a new file', (doc) => addFile(doc, { name: 'b.py', parentId: null, content: 'x' })],
    [
      'an empty file that is then written',
      (doc) => {
        const fileId = addFile(doc, { name: 'b.py', parentId: null, content: '' });
        textOf(doc, fileId)?.insert(0, 'later');
      },
    ],
    [
      'a folder and a file in it',
      (doc) => {
        addFile(doc, {
          name: 'b.py',
          parentId: addFolder(doc, { name: 'src', parentId: null }),
          content: '',
        });
      },
    ],
    [
      'renaming and moving',
      (doc) => {
        const [node] = filesOf(doc).values();
        node?.set('name', 'other.py');
        node?.set('parentId', null);
      },
    ],
    [
      'deleting a file',
      (doc) => {
        const [fileId] = filesOf(doc).keys();
        filesOf(doc).delete(fileId ?? '');
      },
    ],
    [
      'deleting a file that was written offline',
      (doc) => {
        const fileId = addFile(doc, { name: 'b.py', parentId: null, content: 'x' });
        textOf(doc, fileId)?.insert(1, 'y');
        filesOf(doc).delete(fileId);
      },
    ],
    [
      'a title and a language',
      (doc) => {
        metaOf(doc).set('title', 'Loops');
        metaOf(doc).set('language', 'javascript');
      },
    ],
    [
      'moving a file into a new folder',
      (doc) => moveNode(doc, { fileId: firstId(doc), path: 'src/deep/main.py' }, LIMITS),
    ],
    ['renaming a file twice', (doc) => renameTwice(doc)],
    ['deleting to the trash', (doc) => removeNode(doc, firstId(doc))],
    [
      'taking a deletion back',
      (doc) => {
        const removed = removeNode(doc, firstId(doc));
        if (removed.ok) restoreNodes(doc, removed.value);
      },
    ],
    ['copying a file', (doc) => duplicateNode(doc, firstId(doc), LIMITS)],
    [
      'another entry',
      (doc) => {
        const created = createFile(doc, { path: 'b.py', content: '' }, LIMITS);
        if (created.ok) setEntry(doc, created.value);
      },
    ],
    ['emptying everything', (doc) => textIn(doc).delete(0, textIn(doc).length)],
  ])('%s', (_, edit) => {
    const doc = replica(ADA_ID);
    const update = updateOf(doc, edit);
    expect(['now', 'later']).toContain(judge(update));
    expect(Y.encodeStateVector(cache.doc)).toEqual(Y.encodeStateVector(doc));
    expect(filesOf(cache.doc).toJSON()).toEqual(filesOf(doc).toJSON());
    expect(['known', 'later']).toContain(judge(update));
    expect(judge(Y.encodeStateAsUpdate(doc))).toBe('known');
  });

  it('may be made at the same time as another of its kind', () => {
    const [ada, bo] = [replica(ADA_ID), replica(BO_ID)];
    const path = (name: string) => ({ fileId: firstId(ada), path: name });
    const fromAda = updateOf(ada, () => {
      moveNode(ada, path('a.py'), LIMITS);
      removeNode(ada, firstId(ada));
    });
    const fromBo = updateOf(bo, () => moveNode(bo, path('src/b.py'), LIMITS));
    expect([judge(fromAda), judge(fromBo, BO)]).toEqual(['now', 'now']);
    Y.applyUpdate(ada, fromBo);
    expect(judge(Y.encodeStateAsUpdate(ada))).toBe('known');
    expect(filesOf(cache.doc).toJSON()).toEqual(filesOf(ada).toJSON());
  });

  it('may make room in the trash for what is new', () => {
    const doc = replica(ADA_ID);
    const large = (path: string) => createFile(doc, { path, content: 'x'.repeat(1900) }, LIMITS);
    const keep = (edit: () => unknown) => judge(updateOf(doc, edit));
    expect(keep(() => large('old.py'))).toBe('now');
    expect(keep(() => removeNode(doc, [...filesOf(doc).keys()][1] ?? ''))).toBe('now');
    expect(keep(() => large('new.py'))).toBe('now');
    for (const name of ['a', 'b']) expect(keep(() => createFolder(doc, name, LIMITS))).toBe('now');
    expect(keep(() => removeNode(doc, [...filesOf(doc).keys()].at(-1) ?? ''))).toBe('now');
    expect(keep(() => createFolder(doc, 'c', LIMITS))).toBe('now');
    expect(filesOf(cache.doc).toJSON()).toEqual(filesOf(doc).toJSON());
  });

  it('may carry what the server has already, with what it has not', () => {
    const doc = replica(ADA_ID);
    const [first, second] = updatesOf(doc, () => {
      textIn(doc).insert(0, 'one ');
      textIn(doc).insert(4, 'two ');
    });
    if (!first || !second) throw new Error('two updates expected');
    judge(first);
    expect(judge(Y.mergeUpdates([first, second]))).toBe('now');
    expect(textIn(cache.doc).toString()).toBe('one two hello\nworld\n');
  });

  it('may come under two client ids of the same participant that lean on each other', () => {
    const tab = replica(ADA_ID);
    const update1 = updateOf(tab, () => textIn(tab).insert(0, 'a'));
    const other = replica(1002);
    Y.applyUpdate(other, update1);
    const update2 = updateOf(other, () => textIn(other).insert(1, 'b'));
    expect(judge(Y.mergeUpdates([update2, update1]))).toBe('now');
    expect(textIn(cache.doc).toString()).toBe('abhello\nworld\n');
  });
});

describe('an update that is refused', () => {
  it('writes under the client id of somebody else, of nobody, or of the server', () => {
    for (const clientId of [BO_ID, 77, 1]) {
      const doc = replica(clientId);
      expect(judge(updateOf(doc, () => textIn(doc).insert(2, 'x')))).toBe('malformed-update');
      expect(judge(updateOf(doc, () => textIn(doc).insert(2, 'é')))).toBe('malformed-update');
    }
  });

  it('leaves a gap in clocks', () => {
    const doc = replica(ADA_ID);
    const [, second] = updatesOf(doc, () => {
      textIn(doc).insert(2, 'x');
      textIn(doc).insert(3, 'y');
    });
    if (!second) throw new Error('two updates expected');
    expect(judge(second)).toBe('malformed-update');
  });

  // Found by the fuzz test with seed 430841410.
  it('repeats what the server has, next to something that does not exist', () => {
    const doc = replica(ADA_ID);
    expect(judge(updateOf(doc, () => textIn(doc).insert(2, 'abc')))).toBe('later');
    const bytes = [1, 1, 0xe9, 7, 0, 0x84, 1, 100, 3, 0x61, 0x62, 0x63, 0];
    expect(judge(Uint8Array.from(bytes))).toBe('malformed-update');
  });

  it('stands next to text that the server does not have', () => {
    const bo = replica(BO_ID);
    const unseen = updateOf(bo, () => textIn(bo).insert(0, 'unseen'));
    const doc = replica(ADA_ID);
    Y.applyUpdate(doc, unseen);
    expect(judge(updateOf(doc, () => textIn(doc).insert(3, 'x')))).toBe('malformed-update');
  });

  it('deletes what does not exist', () => {
    const doc = replica(ADA_ID);
    const update = updateOf(doc, () => textIn(doc).delete(0, 1));
    const beyond = Uint8Array.from(update);
    beyond[beyond.length - 2] = 100;
    expect(judge(beyond)).toBe('malformed-update');
  });

  it.each<[string, (doc: Y.Doc) => unknown]>([
    ['another root', (doc) => doc.getText('content').insert(0, 'x')],
    ['a list among the files', (doc) => filesOf(doc).set('list', new Y.Array() as never)],
    [
      'a map in a map in a map',
      (doc) =>
        filesOf(doc)
          .get([...filesOf(doc).keys()][0] ?? '')
          ?.set('text', new Y.Map() as never),
    ],
    ['a number as a title', (doc) => metaOf(doc).set('title', 5 as never)],
    ['an object as a title', (doc) => metaOf(doc).set('title', { deep: { deeper: [] } } as never)],
    ['bytes as a title', (doc) => metaOf(doc).set('title', new Uint8Array(3) as never)],
    ['a title that is too long', (doc) => metaOf(doc).set('title', 'x'.repeat(121))],
    ['a language that does not exist', (doc) => metaOf(doc).set('language', 'cobol')],
    ['an unknown field of the session', (doc) => metaOf(doc).set('__proto__', 'x')],
    ['an unknown field of a file', (doc) => [...filesOf(doc).values()][0]?.set('mode', '755')],
    ['a kind that does not exist', (doc) => [...filesOf(doc).values()][0]?.set('kind', 'link')],
    ['a name with a folder in it', (doc) => [...filesOf(doc).values()][0]?.set('name', '../../x.py')],
    ['a name with a line end', (doc) => [...filesOf(doc).values()][0]?.set('name', 'a\nb')],
    ['a file made a folder', (doc) => [...filesOf(doc).values()][0]?.set('kind', 'folder')],
    ['another text for a file', (doc) => [...filesOf(doc).values()][0]?.set('text', new Y.Text('mine'))],
    ['formatting', (doc) => textIn(doc).format(0, 3, { bold: true })],
    ['an embed', (doc) => textIn(doc).insertEmbed(2, { image: 'x' })],
    ['a type inside a text', (doc) => textIn(doc).insertEmbed(2, new Y.Map())],
    ['a subdocument', (doc) => filesOf(doc).set('sub', new Y.Doc() as never)],
    ['an attribute of a text', (doc) => textIn(doc).setAttribute('a', 'b')],
    ['XML', (doc) => doc.getXmlFragment('files2').insert(0, [new Y.XmlElement('p')])],
    ['a carriage return', (doc) => textIn(doc).insert(2, 'a\r\nb')],
    ['a file id with odd characters', (doc) => filesOf(doc).set('../x', new Y.Map())],
  ])('holds %s', (_, edit) => {
    const doc = replica(ADA_ID);
    expect(judge(updateOf(doc, edit))).toBe('malformed-update');
  });

  it.each<[string, (doc: Y.Doc) => unknown]>([
    ['the text of a file', (doc) => [...filesOf(doc).values()][0]?.delete('text')],
    ['the name of a file', (doc) => [...filesOf(doc).values()][0]?.delete('name')],
    ['the title', (doc) => metaOf(doc).delete('title')],
  ])('deletes %s and leaves a hole', (_, edit) => {
    const doc = replica(ADA_ID);
    expect(judge(updateOf(doc, edit))).toBe('malformed-update');
  });

  it('makes a text, the session or the list of files too large', () => {
    const doc = replica(ADA_ID);
    expect(judge(updateOf(doc, () => textIn(doc).insert(0, 'x'.repeat(1900))))).toBe('now');
    expect(judge(updateOf(doc, () => textIn(doc).insert(0, 'x'.repeat(100))))).toBe('too-large');
    const again = replica(ADA_ID);
    const two = updateOf(again, () =>
      addFile(again, { name: 'b', parentId: null, content: 'x'.repeat(1500) }),
    );
    expect(judge(two)).toBe('too-large');
    const many = replica(ADA_ID);
    const files = updateOf(many, () => {
      for (let i = 0; i < 4; i++) addFile(many, { name: `f${i}`, parentId: null, content: '' });
    });
    expect(judge(files)).toBe('too-large');
  });

  it('is none of these when it replaces a large text', () => {
    const doc = replica(ADA_ID);
    expect(judge(updateOf(doc, () => textIn(doc).insert(0, 'x'.repeat(1900))))).toBe('now');
    const replace = (): void => {
      textIn(doc).delete(0, 1900);
      textIn(doc).insert(0, 'y'.repeat(1900));
    };
    expect(judge(updateOf(doc, () => doc.transact(replace)))).toBe('now');
  });

  it('counts what was deleted as free again', () => {
    const doc = replica(ADA_ID);
    for (let i = 0; i < 5; i++) {
      expect(judge(updateOf(doc, () => textIn(doc).insert(0, 'x'.repeat(1500))))).toBe('now');
      expect(judge(updateOf(doc, () => textIn(doc).delete(0, 1500)))).toBe('later');
    }
  });

  it.each<[string, number[]]>([
    ['nothing', []],
    ['30 million structs in seven bytes', [1, 0x80, 0x87, 0xa7, 0x0e, 1, 0]],
    ['30 million client ids', [0x80, 0x87, 0xa7, 0x0e]],
    ['30 million deletes', [0, 1, 1, 0x80, 0x87, 0xa7, 0x0e]],
    ['a deleted run of 30 million', [1, 1, 0xe9, 7, 0, 0xc1, 1, 3, 1, 4, 0x80, 0x87, 0xa7, 0x0e, 0]],
    ['a clock of 2^31', [1, 1, 0xe9, 7, 0x80, 0x80, 0x80, 0x80, 8, 0x84, 1, 3, 1, 0x61, 0]],
    [
      'a clock of 2^53',
      [1, 1, 0xe9, 7, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10, 0x84, 1, 3, 1, 0x61, 0],
    ],
    ['a client id of 2^32', [1, 1, 0x80, 0x80, 0x80, 0x80, 0x10, 0, 0x84, 1, 3, 1, 0x61, 0]],
    ['a skip', [1, 1, 0xe9, 7, 0, 10, 5, 0]],
    ['an empty text', [1, 1, 0xe9, 7, 0, 0x84, 1, 3, 0, 0]],
    ['text that is not UTF-8', [1, 1, 0xe9, 7, 0, 0x84, 1, 3, 2, 0xc3, 0x28, 0]],
    ['a client twice', [2, 1, 0xe9, 7, 0, 0x84, 1, 3, 1, 0x61, 1, 0xe9, 7, 1, 0x84, 1, 3, 1, 0x61, 0]],
    ['bytes after its end', [1, 1, 0xe9, 7, 0, 0x84, 1, 3, 1, 0x61, 0, 0]],
  ])('is %s', (_, bytes) => {
    expect(judge(Uint8Array.from(bytes))).toBe('malformed-update');
  });

  it('is cut off at any byte', () => {
    const doc = replica(ADA_ID);
    const update = updateOf(doc, () => addFile(doc, { name: 'b.py', parentId: null, content: 'print()' }));
    for (let end = 0; end < update.length; end++) {
      expect(judge(update.subarray(0, end))).toBe('malformed-update');
    }
  });

  it('is in the other encoding of Yjs', () => {
    const doc = replica(ADA_ID);
    const update = updateOf(doc, () => textIn(doc).insert(0, 'hello'));
    expect(judge(Y.convertUpdateFormatV1ToV2(update))).toBe('malformed-update');
  });
});
