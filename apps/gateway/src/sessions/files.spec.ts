import type { CreatedSession, FileText, FolderPath, SessionFiles } from '@pairlink/protocol';
import { textOf } from '@pairlink/collab';
import { TEMPLATES } from '@pairlink/protocol';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestClient } from '../live/testing/test-client.ts';
import { asHost, RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

let gateway: TestGateway;
let rest: RestClient;
let session: CreatedSession;

beforeAll(async () => {
  gateway = await startTestGateway({ LIMIT_FILES_PER_SESSION: '6', LIMIT_FILE_TEXT_BYTES: '2000' });
  rest = new RestClient(gateway.url);
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  session = await rest.create({ code: 'print(1)\n' });
});

const at = (path: string, id = session.sessionId) => `/api/sessions/${id}/${path}`;

const create = (path: string, content?: string) =>
  rest.call<FileText>(at('files'), { json: content === undefined ? { path } : { path, content } });

const change = (fileId: string, json: unknown) =>
  rest.call<FileText>(at(`files/${fileId}`), { method: 'PATCH', json });

const remove = (fileId: string) => rest.call(at(`files/${fileId}`), { method: 'DELETE' });

async function files(): Promise<Readonly<Record<string, string>>> {
  const { body } = await rest.call<SessionFiles>(at('files'));
  return Object.fromEntries(body.files.map(({ path, content }) => [path, content]));
}

async function folders(): Promise<readonly string[]> {
  const { body } = await rest.call<SessionFiles>(at('files'));
  return body.folders.map(({ path }) => path);
}

const refusal = (status: number, code: string) => ({ status, body: { status, code } });

describe('the files of a session by REST', () => {
  it('are created with their folders, line ends made LF', async () => {
    const created = await create('src/deep/search.py', 'a\r\nb');
    expect(created).toMatchObject({ status: 201, body: { path: 'src/deep/search.py', content: 'a\nb' } });
    expect(await create('empty.txt')).toMatchObject({ status: 201, body: { content: '' } });
    expect(await rest.call<FolderPath>(at('folders'), { json: { path: 'docs' } })).toMatchObject({
      status: 201,
      body: { path: 'docs' },
    });
    expect(await files()).toEqual({ 'main.py': 'print(1)\n', 'src/deep/search.py': 'a\nb', 'empty.txt': '' });
    expect(await folders()).toEqual(['docs', 'src', 'src/deep']);
  });

  it('are renamed, moved and rewritten, and stay the same file', async () => {
    const { body } = await create('a.py', 'one\ntwo\n');
    const changed = await change(body.fileId, { path: 'src/b.py', content: 'one\n2\n' });
    expect(changed).toMatchObject({
      status: 200,
      body: { fileId: body.fileId, path: 'src/b.py', content: 'one\n2\n' },
    });
  });

  it('follow their folder', async () => {
    await create('src/a.py', 'a');
    const { body } = await rest.call<SessionFiles>(at('files'));
    const folder = body.folders.find(({ path }) => path === 'src');
    expect(await change(folder?.fileId ?? '', { path: 'lib' })).toMatchObject({ body: { path: 'lib' } });
    expect(await files()).toMatchObject({ 'lib/a.py': 'a' });
    expect(await change(folder?.fileId ?? '', { content: 'x' })).toMatchObject(
      refusal(400, 'invalid-payload'),
    );
  });

  it('are deleted, a folder with all that is in it', async () => {
    await create('src/a.py', 'a');
    const { body } = await rest.call<SessionFiles>(at('files'));
    expect(await remove(body.folders[0]?.fileId ?? '')).toMatchObject({ status: 204 });
    expect(await files()).toEqual({ 'main.py': 'print(1)\n' });
    expect(await folders()).toEqual([]);
    for (const { fileId } of body.folders) {
      expect(await remove(fileId)).toMatchObject(refusal(404, 'invalid-payload'));
      expect(await change(fileId, { path: 'x' })).toMatchObject(refusal(404, 'invalid-payload'));
    }
  });

  it('change before the eyes of people who are there, and keep what they type meanwhile', async () => {
    const ada = await TestClient.join(gateway.url, { session: session.sessionId });
    const { body } = await rest.call<SessionFiles>(at('files'));
    const main = body.files[0]?.fileId ?? '';
    const seen = ada.until((doc) => doc.getMap('files').size === 3);
    await create('src/new.py');
    await seen;
    textOf(ada.doc, main)?.insert(0, '# typed\n');
    expect((await ada.flush()).ok).toBe(true);
    await change(main, { path: 'src/main.py' });
    expect(await files()).toMatchObject({ 'src/main.py': '# typed\nprint(1)\n' });
    ada.close();
  });

  it('come as a zip archive, byte by byte, with empty folders', async () => {
    await create('src/Grüße.txt', 'Grüße 🐞\n');
    await rest.call(at('folders'), { json: { path: 'empty' } });
    for (const id of [session.sessionId, session.watchId]) {
      const answer = await fetch(gateway.url + at('export', id));
      expect(answer.headers.get('content-type')).toBe('application/zip');
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="Untitled.zip"; filename*=UTF-8''Untitled.zip`,
      );
      const archive = unzipSync(new Uint8Array(await answer.arrayBuffer()));
      expect(
        Object.fromEntries(Object.entries(archive).map(([path, bytes]) => [path, strFromU8(bytes)])),
      ).toEqual({
        'empty/': '',
        'src/': '',
        'main.py': 'print(1)\n',
        'src/Grüße.txt': 'Grüße 🐞\n',
      });
    }
  });

  it('come in an archive with the name of the session, whatever that is', async () => {
    const { sessionId } = await rest.create({ title: `Ada's "größte" a/b; x=1` });
    const answer = await fetch(gateway.url + at('export', sessionId));
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="Ada_s gr_te a b_ x_1.zip"; ` +
        `filename*=UTF-8''Ada%27s%20gr%C3%B6%C3%9Fte%20a%20b%3B%20x%3D1.zip`,
    );
  });
});

describe('what REST refuses to do with files', () => {
  let before: Readonly<Record<string, string>>;
  beforeEach(async () => {
    await create('taken.py', 'taken');
    before = await files();
  });
  const checkNothingChanged = async (): Promise<void> => {
    expect(await files()).toEqual(before);
  };
  afterEach(checkNothingChanged);

  it.each([
    ['no path', {}, 400, 'invalid-payload'],
    ['a path that is a number', { path: 1 }, 400, 'invalid-payload'],
    ['an unknown field', { path: 'a', mode: 7 }, 400, 'invalid-payload'],
    ['text with a lone surrogate', { path: 'a', content: '\ud800' }, 400, 'invalid-payload'],
    ['an empty path', { path: '' }, 400, 'path-invalid'],
    ['a path that leaves the session', { path: '../../etc/passwd' }, 400, 'path-invalid'],
    ['an absolute path', { path: '/etc/passwd' }, 400, 'path-invalid'],
    ['a path of Windows', { path: 'C:\\x' }, 400, 'path-invalid'],
    ['a path with NUL', { path: 'a\u0000.py' }, 400, 'path-invalid'],
    ['a path with a lone surrogate', { path: 'a\ud800' }, 400, 'path-invalid'],
    ['a path that reads backwards', { path: 'a\u202egpj.py' }, 400, 'path-invalid'],
    ['a path of 256 characters', { path: 'x'.repeat(256) }, 400, 'path-invalid'],
    ['a path that is taken', { path: 'taken.py' }, 409, 'path-taken'],
    ['a file as a folder', { path: 'taken.py/a' }, 409, 'path-taken'],
    ['a text that is too large', { path: 'a', content: 'ä'.repeat(1001) }, 413, 'too-large'],
    ['more files than there may be', { path: '1/2/3/4/5' }, 413, 'too-large'],
  ])('creating one with %s', async (_, json, status, code) => {
    expect(await rest.call(at('files'), { json })).toMatchObject(refusal(status, code));
  });

  it.each([
    ['a path that is taken', { path: 'main.py' }, 409, 'path-taken'],
    ['a path that leaves the session', { path: '..' }, 400, 'path-invalid'],
    ['null as a path', { path: null }, 400, 'invalid-payload'],
    ['null as text', { content: null }, 400, 'invalid-payload'],
    ['a text that is too large', { path: 'new.py', content: 'x'.repeat(2001) }, 413, 'too-large'],
  ])('changing one to %s', async (_, json, status, code) => {
    const { body } = await rest.call<SessionFiles>(at('files'));
    const fileId = body.files.find(({ path }) => path === 'taken.py')?.fileId ?? '';
    expect(await change(fileId, json)).toMatchObject(refusal(status, code));
  });

  it.each(['__proto__', 'constructor', 'x'.repeat(5000), '%00', '..%2f..', '%F0%9F%98%80'])(
    'finding a file by the id %.20s',
    async (fileId) => {
      expect(await change(fileId, { path: 'x' })).toMatchObject(refusal(404, 'invalid-payload'));
      expect(await remove(fileId)).toMatchObject(refusal(404, 'invalid-payload'));
    },
  );

  it('anything by a watch link, or while the session is locked, but to its host', async () => {
    const json = { path: 'new.py' };
    expect(await rest.call(at('files', session.watchId), { json })).toMatchObject(
      refusal(403, 'not-allowed'),
    );
    const host = asHost(session);
    await rest.call(`/api/sessions/${session.sessionId}`, {
      method: 'PATCH',
      json: { isLocked: true },
      headers: host,
    });
    const { body } = await rest.call<SessionFiles>(at('files'));
    const [file] = body.files;
    expect(await create('new.py')).toMatchObject(refusal(423, 'session-locked'));
    expect(await rest.call(at('folders'), { json })).toMatchObject(refusal(423, 'session-locked'));
    expect(await change(file?.fileId ?? '', json)).toMatchObject(refusal(423, 'session-locked'));
    expect(await remove(file?.fileId ?? '')).toMatchObject(refusal(423, 'session-locked'));
    const byHost = await rest.call<FileText>(at('files'), { json, headers: host });
    expect(byHost.status).toBe(201);
    await rest.call(at(`files/${byHost.body.fileId}`), { method: 'DELETE', headers: host });
  });

  it('anything with a session that is not there', async () => {
    const nowhere = at('files', '222222222222');
    expect(await rest.call(nowhere, { json: { path: 'a' } })).toMatchObject(
      refusal(404, 'session-not-found'),
    );
    expect(await rest.call(at('export', '222222222222'))).toMatchObject(refusal(404, 'session-not-found'));
  });
});

describe('a session from a template', () => {
  it.each(TEMPLATES.map(({ id, language, title }) => ({ id, language, title })))(
    '$id has its language, its title and an entry',
    async ({ id, language, title }) => {
      const created = await rest.create({ template: id });
      expect(created).toMatchObject({ language, title });
      const { body } = await rest.call<{ code: string; files: readonly FileText[] }>(
        `/api/sessions/${created.sessionId}`,
      );
      expect(body.files.map(({ content }) => content)).toContain(body.code);
      expect(body.code.length).toBeGreaterThan(100);
    },
  );

  it('takes further files and another title', async () => {
    const { sessionId } = await rest.create({
      template: 'python-hello',
      title: 'Mine',
      files: [{ path: 'notes.md', content: 'x' }],
    });
    const { body } = await rest.call(`/api/sessions/${sessionId}`);
    expect(body).toMatchObject({ title: 'Mine', files: [{ path: 'main.py' }, { path: 'notes.md' }] });
  });

  it('of other files starts with the one it is told to', async () => {
    const two = [
      { path: 'app.py', content: 'app' },
      { path: 'lib.py', content: 'lib' },
    ];
    const { sessionId } = await rest.create({ files: two, entry: 'lib.py' });
    const { body } = await rest.call(`/api/sessions/${sessionId}`);
    expect(body).toMatchObject({ code: 'lib', files: [{ path: 'app.py' }, { path: 'lib.py' }] });
    for (const json of [
      { files: two, entry: 'none.py' },
      { files: two, entry: 'lib.py', code: 'x' },
    ]) {
      expect(await rest.call('/api/sessions', { json })).toMatchObject(refusal(400, 'invalid-payload'));
    }
  });

  it.each([
    ['that does not exist', { template: 'cobol' }, 400, 'invalid-payload'],
    ['of the prototype', { template: 'constructor' }, 400, 'invalid-payload'],
    ['of another language', { template: 'python-hello', language: 'javascript' }, 400, 'invalid-payload'],
    ['together with code', { template: 'python-hello', code: 'x' }, 400, 'invalid-payload'],
    [
      'with a file that it has',
      { template: 'python-hello', files: [{ path: 'main.py', content: '' }] },
      409,
      'path-taken',
    ],
  ])('refuses one %s', async (_, json, status, code) => {
    expect(await rest.call('/api/sessions', { json })).toMatchObject(refusal(status, code));
  });
});
