import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';

/**
 * Whether WebSockets come through to this gateway from behind a proxy. No request can tell by itself: one that wants
 * to be upgraded is Socket.io's. So the last one that tried is remembered.
 */
@Injectable()
export class Upgrades {
  #last: 'came' | 'stripped' | undefined;

  /** What became of the last WebSocket that came by a proxy; `undefined` before there was one. */
  get last(): 'came' | 'stripped' | undefined {
    return this.#last;
  }

  came(request: IncomingMessage): void {
    if (isForwarded(request)) this.#last = 'came';
  }

  /** Somebody asked for a WebSocket, without the header that asks for it. */
  refused(request: IncomingMessage): void {
    const wanted = new URL(request.url ?? '', 'http://gateway').searchParams.get('transport');
    if (isForwarded(request) && wanted === 'websocket' && !request.headers.upgrade) this.#last = 'stripped';
  }
}

const isForwarded = ({ headers }: IncomingMessage): boolean => headers['x-forwarded-for'] !== undefined;
