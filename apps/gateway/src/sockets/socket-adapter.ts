import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import type { Config } from '../config/config.ts';
import type { CountedSocket } from '../ops/metrics/metrics-page.ts';
import { Upgrades } from '../ops/upgrades.ts';
import { Connection } from './connection.ts';
import { isOriginAllowed } from './origin-rule.ts';

/** As far as it is looked at here; engine.io has no types for its events. */
interface EngineSocket {
  readonly transport: { readonly name: string };
  readonly request: IncomingMessage;
}

/** What an event weighs beside its largest payload: base64 takes a third more than bytes. */
const ENVELOPE_BYTES = 16 * 1024;

/** Socket.io as this product wants it: default parser, WebSocket first, quick to notice who is gone. */
export class SocketAdapter extends IoAdapter {
  readonly #config: Config;
  readonly #upgrades: Upgrades;
  #server: Server | undefined;

  constructor(app: INestApplicationContext, config: Config) {
    super(app);
    this.#config = config;
    this.#upgrades = app.get(Upgrades);
  }

  /** Everybody who was let in, for `/metrics`. */
  *sockets(): Iterable<CountedSocket> {
    for (const socket of this.#server?.sockets.sockets.values() ?? []) {
      const { access } = Connection.of(socket).admission;
      yield {
        sessionId: access.record.sessionId,
        role: access.role,
        transport: socket.conn.transport.name,
      };
    }
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const { publicUrls, limits } = this.#config;
    const settings: Partial<ServerOptions> = {
      ...options,
      transports: ['websocket', 'polling'],
      // A hung gateway or a dead client is noticed within 8 s; the defaults take up to 45.
      pingInterval: 5000,
      pingTimeout: 3000,
      connectTimeout: 5000,
      maxHttpBufferSize: Math.ceil(limits.updateBytes * (4 / 3)) + ENVELOPE_BYTES,
      perMessageDeflate: false,
      httpCompression: false,
      cookie: false,
      serveClient: false,
      allowRequest: (request, callback) => {
        const isAllowed = isOriginAllowed(request, publicUrls);
        callback(isAllowed ? null : 'origin not allowed', isAllowed);
      },
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Nest passes it to Socket.io, which takes a part
    const server: Server = super.createIOServer(port, settings as ServerOptions);
    server.engine.on('connection', ({ transport, request }: EngineSocket) => {
      if (transport.name === 'websocket') this.#upgrades.came(request);
    });
    server.engine.on('connection_error', ({ req }: { req: IncomingMessage }) => this.#upgrades.refused(req));
    this.#server = server;
    return server;
  }
}
