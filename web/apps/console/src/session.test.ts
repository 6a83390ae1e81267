import { afterEach, expect, it, vi } from 'vitest';
import { developersToken, enter, keepLast, keepToken, keptToken, WhichApp } from './session';

afterEach(() => vi.unstubAllGlobals());

function serving(answers: Record<string, [status: number, body: unknown]>) {
  vi.stubGlobal('fetch', (url: string) => {
    const [status, body] = answers[url] ?? [404, { code: 'not_found' }];
    return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
  });
}

const app = { id: '7', name: 'Shop', disabled: false };

it('a token for one app sees that one', async () => {
  const identity = { name: 'token:a', app: '7', scopes: ['calls:read'] };
  serving({ '/api/v1/identity': [200, identity] });
  const session = await enter('rlt_x');
  expect(session).toEqual({ token: 'rlt_x', identity, apps: [{ id: '7', name: '', disabled: false }] });
});

it('a token for all apps sees those that there are', async () => {
  serving({
    '/api/v1/identity': [200, { name: 'token:a', scopes: ['admin'] }],
    '/api/v1/apps?limit=200': [200, { apps: [app] }],
  });
  expect((await enter('rlt_x')).apps).toEqual([app]);
});

it('who may not list the apps has to name one', async () => {
  serving({ '/api/v1/identity': [200, { name: 'token:a', scopes: ['calls:read'] }] });
  await expect(enter('rlt_x')).rejects.toBeInstanceOf(WhichApp);
  expect((await enter('rlt_x', '7')).apps[0]?.id).toBe('7');
});

it('a token that is refused is no session', async () => {
  serving({ '/api/v1/identity': [401, { code: 'unauthorized', detail: 'the token has expired' }] });
  await expect(enter('rlt_x')).rejects.toMatchObject({ code: 'unauthorized' });
});

it.each([
  [404, 'nothing here', 'not_dev'],
  [403, 'only from this machine', 'not_here'],
  [200, 'no JSON', 'strange'],
] as const)('without development mode or from elsewhere (%d) there is no token', async (status, body, code) => {
  serving({ '/dev/console': [status, body] });
  await expect(developersToken()).rejects.toMatchObject({ code });
});

it('is kept by the tab, and forgotten', () => {
  const storage = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => storage.get(name) ?? null,
    setItem: (name: string, value: string) => storage.set(name, value),
    removeItem: (name: string) => storage.delete(name),
  });
  expect(keptToken()).toBeUndefined();
  keepToken({ token: 'rlt_x', app: '7' });
  keepLast('7');
  expect(keptToken()).toEqual({ token: 'rlt_x', app: '7', last: '7' });
  keepToken(undefined);
  expect(keptToken()).toBeUndefined();
  keepLast('7');
  expect(storage.size).toBe(0);
});
