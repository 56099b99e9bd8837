import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedDocument } from '@pairlink/collab';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import * as Y from 'yjs';
import { ConfigModule } from '../../config/config.module.ts';
import type { Config } from '../../config/config.ts';
import { readConfig } from '../../config/read-config.ts';
import { OpsModule } from '../../ops/ops.module.ts';
import { beginSession } from '../../sessions/session.ts';
import { SocketAdapter } from '../../sockets/socket-adapter.ts';
import type { SessionRecord, SessionStore } from '../../store/session-store.ts';
import { SESSION_STORE } from '../../store/session-store.ts';
import { openLmdbStore } from '../../store/lmdb/lmdb-session-store.ts';
import type { LiveSessions } from '../live-sessions.port.ts';
import { LIVE_SESSIONS } from '../live-sessions.port.ts';
import { LiveModule } from '../live.module.ts';
import { StoreFaults } from './store-faults.ts';

export interface TestSession {
  readonly record: SessionRecord;
  readonly sessionId: string;
  readonly hostToken: string;
}

/** A gateway with real sockets on a free port and a real store in a folder of its own. */
export interface TestGateway {
  readonly url: string;
  readonly port: number;
  readonly store: SessionStore;
  readonly faults: StoreFaults;
  readonly live: LiveSessions;
  createSession(options?: { code?: string; patch?: Partial<SessionRecord> }): Promise<TestSession>;
  stop(): Promise<void>;
}

export async function startTestGateway(
  variables: Readonly<Record<string, string>> = {},
  dataDir?: string,
): Promise<TestGateway> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'pairlink-live-')));
  const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', ...variables }, folder);
  const faults = new StoreFaults();
  const store = faults.wrap(
    await openLmdbStore({ dataDir: folder, goneRetentionMs: config.goneRetentionMs, now: Date.now }),
  );
  const app = await NestFactory.create(moduleFor(config, store), {
    logger: false,
    forceCloseConnections: true,
  });
  app.useWebSocketAdapter(new SocketAdapter(app, config));
  await app.listen(0, '127.0.0.1');
  const server: Server = app.getHttpServer();
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    store,
    faults,
    live: app.get<LiveSessions>(LIVE_SESSIONS, { strict: false }),
    async createSession({ code = 'print(1)\n', patch = {} } = {}) {
      const facts = {
        title: 'A session',
        language: 'python' as const,
        isPublic: false,
        passwordHash: undefined,
      };
      const { record, hostToken } = beginSession(facts, Date.now());
      const doc = new Y.Doc();
      seedDocument(doc, {
        title: record.title,
        language: record.language,
        files: [{ path: 'main.py', content: code }],
      });
      const session = { ...record, ...patch };
      await store.create(session, { update: Y.encodeStateAsUpdate(doc), at: Date.now() });
      return { record: session, sessionId: session.sessionId, hostToken };
    },
    async stop() {
      await app.close();
      await store.close();
      if (!dataDir) await rm(folder, { recursive: true, force: true });
    },
  };
}

// oxlint-disable typescript/no-extraneous-class -- Nest wants decorated classes
function moduleFor(config: Config, store: SessionStore): new () => object {
  class TestStoreModule {}
  const storeProvider = { provide: SESSION_STORE, useValue: store };
  Global()(TestStoreModule);
  Module({ providers: [storeProvider], exports: [storeProvider] })(TestStoreModule);
  class TestModule {}
  Module({ imports: [ConfigModule.with(config), OpsModule, TestStoreModule, LiveModule] })(TestModule);
  return TestModule;
}
