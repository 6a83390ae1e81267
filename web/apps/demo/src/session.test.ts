import { afterEach, describe, expect, it, vi } from 'vitest';
import { devCurl, devSession, devTimeline, explain, isUser, loadSession, saveSession } from './session';
import { en } from './texts/en';

function answer(status: number, body: string, type = 'text/plain'): typeof fetch {
  return () => Promise.resolve(new Response(body, { status, headers: { 'Content-Type': type } }));
}

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
}

afterEach(() => vi.unstubAllGlobals());

describe('devSession', () => {
  it('asks by name and takes the signature', async () => {
    const ask = vi.fn(answer(200, '{"app":1400000001,"user":"bob","user_sig":"sig","expires_at":1}'));
    vi.stubGlobal('fetch', ask);
    expect(await devSession('bob')).toEqual({ app: 1400000001, user: 'bob', userSig: 'sig', dev: true });
    expect(ask).toHaveBeenCalledWith(
      '/dev/session',
      expect.objectContaining({ method: 'POST', body: '{"user":"bob"}' }),
    );
  });

  it.each([
    ['not in dev mode', 404, '', 'not_dev'],
    ['refused', 400, 'user: is empty', 'refused'],
    ['not what was agreed', 200, '{"app":"x"}', 'strange'],
    ['not JSON', 200, '<html>', 'strange'],
  ])('tells %s', async (_, status, body, failure) => {
    vi.stubGlobal('fetch', answer(status, body));
    await expect(devSession('bob')).rejects.toMatchObject({ failure });
  });

  it('shows what the server said', async () => {
    vi.stubGlobal('fetch', answer(400, 'user: is empty\n'));
    await expect(devSession('')).rejects.toThrow('user: is empty');
  });

  it('tells a server that is away', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(devSession('bob')).rejects.toMatchObject({ failure: 'unreachable' });
  });
});

it('says in words what went wrong', async () => {
  vi.stubGlobal('fetch', answer(503, ''));
  const error: unknown = await devSession('bob').catch((cause: unknown) => cause);
  expect(explain(error, en)).toBe('The server refused with HTTP 503.');
  expect(explain(new Error('something else'), en)).toBe('something else');
});

it('tells a call that the server does not know from a server that was not started for it', async () => {
  vi.stubGlobal('fetch', answer(404, '{"code":"not_found"}', 'application/problem+json'));
  await expect(devTimeline('c1')).rejects.toMatchObject({ failure: 'refused' });
  vi.stubGlobal('fetch', answer(404, '404 page not found'));
  await expect(devTimeline('c1')).rejects.toMatchObject({ failure: 'not_dev' });
});

it('gets the command that ends a call', async () => {
  vi.stubGlobal('fetch', answer(200, '{"command":"curl -X POST"}'));
  expect(await devCurl('c1')).toBe('curl -X POST');
});

describe('the session of the tab', () => {
  it('survives a reload and ends with signing out', () => {
    vi.stubGlobal('sessionStorage', storage());
    const session = { app: 1, user: 'bob', userSig: 'sig', dev: true };
    saveSession(session);
    expect(loadSession()).toEqual(session);
    saveSession(undefined);
    expect(loadSession()).toBeUndefined();
  });

  it.each(['', 'null', '{', '{"app":"1","user":"bob","userSig":"x"}', '[]'])('does not trust %j', (text) => {
    const kept = storage();
    kept.setItem('ringline.session', text);
    vi.stubGlobal('sessionStorage', kept);
    expect(loadSession()).toBeUndefined();
  });

  it('can do without storage', () => {
    vi.stubGlobal('sessionStorage', {
      getItem: () => {
        throw new DOMException('denied');
      },
    });
    expect(loadSession()).toBeUndefined();
  });
});

it.each([
  ['bob', true],
  ['Bob_the-1st', true],
  ['', false],
  ['bob smith', false],
  ['böb', false],
  ['x'.repeat(32), true],
  ['x'.repeat(33), false],
])('user %j', (user, ok) => expect(isUser(user)).toBe(ok));
