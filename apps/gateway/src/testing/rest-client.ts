import { request as httpRequest } from 'node:http';
import type { CreatedSession, CreateSessionRequest } from '@pairlink/protocol';

export interface RestAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; the text where it is none. */
  readonly body: Body;
}

export interface RestRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Buffer;
}

/** Calls a gateway under test as any HTTP client would. */
export class RestClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async call<Body = unknown>(
    path: string,
    { method, headers = {}, json, raw }: RestRequest = {},
  ): Promise<RestAnswer<Body>> {
    const body = json === undefined ? raw : JSON.stringify(json);
    const type = json === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.#url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test says what it expects to read
    return { status: response.status, headers: response.headers, body: parsed(text) as Body };
  }

  /** Sends the path byte for byte: `fetch` would tidy it up first. */
  rawGet(
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; body: unknown }> {
    const { hostname, port } = new URL(this.#url);
    return new Promise((resolve, reject) => {
      const request = httpRequest({ hostname, port, path, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(parts).toString()) }),
        );
      });
      request.on('error', reject);
      request.end();
    });
  }

  async create(request: CreateSessionRequest & { password?: string } = {}): Promise<CreatedSession> {
    const answer = await this.call<CreatedSession>('/api/sessions', { json: request });
    if (answer.status !== 201) throw new Error(`not created: ${JSON.stringify(answer)}`);
    return answer.body;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `Authorization` of a session's host. */
export const asHost = (session: Pick<CreatedSession, 'hostToken'>): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${session.hostToken}`,
});
