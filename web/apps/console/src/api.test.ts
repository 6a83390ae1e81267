import { afterEach, expect, it, vi } from 'vitest';
import { Api, search } from './api';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A server that gives these answers, and what it was asked. */
function serving(...answers: [status: number, body: unknown][]) {
  const asked: [url: string, init: RequestInit][] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push([url, init]);
    const [status, body] = answers.shift() ?? [500, {}];
    return Promise.resolve(
      new Response(status === 204 ? null : typeof body === 'string' ? body : JSON.stringify(body), { status }),
    );
  });
  return asked;
}

it('carries the token in the header alone', async () => {
  const asked = serving([200, { calls: [] }]);
  await new Api('rlt_secret').get('/apps/1/calls', { state: 'ringing', user: undefined });
  const [[url, init] = ['', {}]] = asked;
  expect(url).toBe('/api/v1/apps/1/calls?state=ringing');
  expect(init.headers).toEqual({ Authorization: 'Bearer rlt_secret' });
});

it('reads page after page, and says whether there are more', async () => {
  const asked = serving([200, { calls: [1, 2], next_cursor: 'x' }], [200, { calls: [3], next_cursor: 'y' }]);
  expect(await new Api('t').list('/calls', 'calls', { limit: 2 }, 2)).toEqual({ all: [1, 2, 3], more: true });
  expect(asked.map(([url]) => url)).toEqual(['/api/v1/calls?limit=2', '/api/v1/calls?limit=2&cursor=x']);
});

it('tells once that the token is no longer good, and why else something was refused', async () => {
  const out = vi.fn();
  const api = new Api('t', out);
  serving([401, { code: 'unauthorized', detail: 'the token has expired', request_id: 'R1' }]);
  await expect(api.get('/identity')).rejects.toMatchObject({
    code: 'unauthorized',
    status: 401,
    message: 'the token has expired',
    requestId: 'R1',
  });
  expect(out).toHaveBeenCalledOnce();
  serving([409, { code: 'ended', detail: 'the call is over' }], [502, '<html>']);
  await expect(api.post('/x/end')).rejects.toMatchObject({ code: 'ended' });
  await expect(api.post('/x/end')).rejects.toMatchObject({ code: 'strange', status: 502 });
  expect(out).toHaveBeenCalledOnce();
});

it('a server that does not answer is unreachable, and nothing is an answer, too', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(new Api('t').get('/server')).rejects.toMatchObject({ code: 'unreachable', status: 0 });
  serving([204, null]);
  await expect(new Api('t').post('/mute', {})).resolves.toBeUndefined();
});

it('half a file is none', async () => {
  const body = new ReadableStream({ pull: (half) => half.error(new TypeError('network error')) });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)));
  await expect(new Api('t').file('/records.csv', {})).rejects.toMatchObject({ code: 'unreachable' });
});

it('a server that takes too long is as good as away, but not for what is asked no more', async () => {
  vi.useFakeTimers();
  let asked: RequestInit = {};
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    asked = init;
    return new Promise((_, reject) => {
      const abort = () => reject(new DOMException('', 'AbortError'));
      if (init.signal?.aborted) abort();
      init.signal?.addEventListener('abort', abort);
    });
  });
  const silent = expect(new Api('t').get('/server')).rejects.toMatchObject({ code: 'unreachable' });
  await vi.advanceTimersByTimeAsync(20_000);
  await silent;
  const left = new AbortController();
  const stopped = expect(new Api('t').get('/server', {}, left.signal)).rejects.toMatchObject({ name: 'AbortError' });
  left.abort();
  await stopped;
  expect(asked.signal?.aborted).toBe(true);
  // Between two pages of a list nothing is under way: the next one is not asked for either.
  await expect(new Api('t').get('/server', {}, left.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(vi.getTimerCount()).toBe(0);
});

it.each([
  [{}, ''],
  [{ a: '', b: undefined }, ''],
  [{ user: 'a b', limit: 5, online: true }, '?user=a+b&limit=5&online=true'],
])('%j is %s', (query, text) => expect(search(query)).toBe(text));
