import { object } from '@ringline/look';

/** What a request may carry in its address. Undefined and empty are left out. */
export type Query = Record<string, string | number | boolean | undefined>;

/** What was read of a list, and whether there is more of it. */
export interface Listed<T> {
  all: T[];
  more: boolean;
}

/** How long an answer may take that only tells, no file. A server that stands still keeps its connections, and would be waited for for ever. */
const PATIENCE = 20_000;

/** Why there is no answer: unreachable, strange (no JSON), or the word of the server's refusal. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: string;
  /** HTTP; 0 if there was no answer. */
  readonly status: number;
  /** Finds the request in the server's log. */
  readonly requestId: string;

  constructor(code: string, status = 0, detail = '', requestId = '') {
    super(detail || code);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
  }
}

/** Asks /api/v1 with a token, which goes nowhere but into the header. */
export class Api {
  readonly #token: string;
  #onUnauthorized: () => void;

  /** `onUnauthorized` is called when the token is no longer good. */
  constructor(token: string, onUnauthorized: () => void = () => undefined) {
    this.#token = token;
    this.#onUnauthorized = onUnauthorized;
  }

  /** Nobody is signed in with it any more: what is still answered says nothing about who is. */
  close(): void {
    this.#onUnauthorized = () => undefined;
  }

  get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    return this.#ask<T>('GET', path + search(query), undefined, signal);
  }

  post<T>(path: string, body?: object): Promise<T> {
    return this.#ask<T>('POST', path, body);
  }

  /** A list, page after page, until it ends or that many pages are read. `more` says whether there would be another. */
  async list<T>(path: string, name: string, query: Query, pages: number, signal?: AbortSignal): Promise<Listed<T>> {
    const all: T[] = [];
    let cursor: string | undefined;
    for (let read = 0; read < pages; read++) {
      const page = await this.get<Record<string, unknown>>(path, { ...query, cursor }, signal);
      all.push(...(page[name] as T[]));
      cursor = page.next_cursor as string | undefined;
      if (cursor === undefined) return { all, more: false };
    }
    return { all, more: true };
  }

  /** What is there as a file. */
  async file(path: string, query: Query): Promise<Blob> {
    const answer = await this.#fetch('GET', path + search(query));
    return answer.blob().catch(() => {
      throw new Refusal('unreachable'); // in the middle of it
    });
  }

  async #ask<T>(method: string, path: string, body?: object, signal?: AbortSignal): Promise<T> {
    const asking = new AbortController();
    const end = () => asking.abort();
    const timer = method === 'GET' ? setTimeout(end, PATIENCE) : undefined;
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
    try {
      const answer = await this.#fetch(method, path, body, asking.signal);
      return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
    } catch (error) {
      if (signal?.aborted || error instanceof Refusal) throw error;
      throw new Refusal(error instanceof SyntaxError ? 'strange' : 'unreachable');
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
  }

  async #fetch(method: string, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.#token}` };
    if (body) headers['Content-Type'] = 'application/json';
    let answer: Response;
    try {
      answer = await fetch(`/api/v1${path}`, {
        method,
        headers,
        body: body ? JSON.stringify(body) : null,
        signal: signal ?? null,
        credentials: 'omit',
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Refusal('unreachable');
    }
    if (answer.ok) return answer;
    const refusal = refusalOf(answer.status, await answer.text().catch(() => ''));
    if (refusal.status === 401) this.#onUnauthorized();
    throw refusal;
  }
}

function refusalOf(status: number, text: string): Refusal {
  const { code, detail, request_id: id } = object(text);
  if (typeof code !== 'string') return new Refusal('strange', status);
  return new Refusal(code, status, typeof detail === 'string' ? detail : '', typeof id === 'string' ? id : '');
}

/** ?a=1&b=2, or nothing. */
export function search(query: Query): string {
  const told = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(told.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}
