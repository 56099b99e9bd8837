import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestGateway } from './testing/test-gateway.ts';
import { startTestGateway } from './testing/test-gateway.ts';
import { TestClient, valueOf } from './testing/test-client.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

async function pair(): Promise<{ ada: TestClient; bo: TestClient; sessionId: string }> {
  const { sessionId } = await gateway.createSession();
  const ada = await TestClient.join(gateway.url, { session: sessionId, name: 'Ada' });
  const bo = await TestClient.join(gateway.url, { session: sessionId, name: 'Bo' });
  return { ada, bo, sessionId };
}

describe('a session over sockets', () => {
  it('shows what one person types to the other, and not back to the author', async () => {
    const { ada, bo } = await pair();
    let echoes = 0;
    ada.socket.on('doc-update', () => echoes++);
    const seq = await ada.type(0, 'x = 1\n');
    await bo.until(() => bo.text.toString().startsWith('x = 1\n'));
    expect(Number(seq)).toBeGreaterThan(1);
    await bo.type(0, '# hi\n');
    await ada.until(() => ada.text.toString() === '# hi\nx = 1\nprint(1)\n');
    expect(echoes).toBe(1);
    ada.close();
    bo.close();
  });

  it('keeps what was typed when everybody has left', async () => {
    const { ada, bo, sessionId } = await pair();
    await ada.type(0, 'kept ');
    ada.close();
    bo.close();
    const cy = await TestClient.join(gateway.url, { session: sessionId });
    expect(cy.text.toString()).toBe('kept print(1)\n');
    cy.close();
  });

  it('tells who is there, who comes and who goes', async () => {
    const { sessionId } = await gateway.createSession();
    const ada = await TestClient.join(gateway.url, { session: sessionId, name: 'Ada' });
    const joined = ada.next('user-joined');
    const bo = await TestClient.join(gateway.url, { session: sessionId });
    expect((await joined).participant).toMatchObject({ role: 'editor', colour: 1 });
    expect(bo.joined?.participants.map(({ name }) => name)).toEqual(['Ada', bo.joined?.self.name]);
    expect(bo.joined?.self.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
    const left = ada.next('user-left');
    bo.close();
    expect(await left).toMatchObject({ activeUsers: 1 });
    ada.close();
  });

  it('takes and sends whole texts for text clients', async () => {
    const { ada, bo, sessionId } = await pair();
    const script = await TestClient.join(gateway.url, { session: sessionId, mode: 'text' });
    expect(script.joined?.code).toBe('print(1)\n');
    const shown = script.next('code-update');
    await ada.type(0, 'a');
    expect(await shown).toMatchObject({ code: 'aprint(1)\n', participantId: ada.joined?.self.participantId });
    valueOf(await script.ask('code-change', { code: 'aprint(2)\r\n' }));
    await bo.until(() => bo.text.toString() === 'aprint(2)\n');
    ada.close();
    bo.close();
    script.close();
  });

  it('refuses languages that are not offered', async () => {
    const { ada, bo } = await pair();
    const refusal = { ok: false, problem: { code: 'unsupported-language' } };
    expect(await ada.raw('language-change', { language: 'cobol' })).toMatchObject(refusal);
    expect(await ada.raw('run-start', { language: '__proto__', entry: 'main.py' })).toMatchObject(refusal);
    ada.close();
    bo.close();
  });

  it('changes title and language for everybody', async () => {
    const { ada, bo } = await pair();
    const language = bo.next('language-updated');
    valueOf(await ada.ask('language-change', { language: 'javascript' }));
    expect(await language).toEqual({ language: 'javascript', participantId: ada.joined?.self.participantId });
    const title = bo.next('title-updated');
    valueOf(await ada.ask('title-change', { title: ' Loops ' }));
    expect((await title).title).toBe('Loops');
    ada.close();
    bo.close();
  });

  it('shows a run to everybody, and to those who come later', async () => {
    const { ada, bo, sessionId } = await pair();
    const started = bo.next('run-started');
    const { runId } = valueOf(await ada.ask('run-start', { language: 'python', entry: 'main.py' }));
    expect(await started).toMatchObject({ runId, participantName: 'Ada' });
    const output = bo.next('run-output');
    valueOf(await ada.ask('run-output', { runId, chunks: [{ kind: 'stdout', text: '1\n' }] }));
    expect((await output).chunks).toEqual([{ kind: 'stdout', text: '1\n' }]);
    const asked = bo.next('run-input-request');
    valueOf(await ada.ask('run-input-request', { runId, prompt: 'Name? ' }));
    expect((await asked).prompt).toBe('Name? ');
    const typed = ada.next('run-input');
    valueOf(await bo.ask('run-input', { runId, text: 'Bo' }));
    expect(await typed).toMatchObject({ text: 'Bo', participantId: bo.joined?.self.participantId });
    valueOf(await ada.ask('run-end', { runId, result: { kind: 'finished', exitCode: 0, durationMs: 5 } }));
    const cy = await TestClient.join(gateway.url, { session: sessionId });
    expect(cy.joined?.runs).toMatchObject([
      { runId, chunks: [{ text: '1\n' }], result: { kind: 'finished' } },
    ]);
    for (const client of [ada, bo, cy]) client.close();
  });
});
