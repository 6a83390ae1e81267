import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ErrorCode, RinglineEvent, TUICallEvent } from './constants';
import type { CallError } from './errors';
import { Log } from './log';
import { Session } from './session';
import { FakeDevice, FakeServer } from './testing';

// What keeps a login alive, where timing matters.

const EXPIRED = { code: 109, message: 'token expired' };

let server: FakeServer;
let page: EventTarget & { visibilityState?: string };

beforeEach(() => {
  vi.useFakeTimers({ now: 1_764_000_000_000 });
  server = new FakeServer();
  page = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

async function login(user = 'alice', getUserSig?: () => Promise<string>): Promise<FakeDevice> {
  const device = new FakeDevice(server, user, `${user}-1`);
  await device.login('first', getUserSig);
  device.heard();
  return device;
}

describe('many clients', () => {
  const N = 100;
  /** How many came in the fullest tenth of a second. */
  let fullest: () => number;
  let sessions: Session[];

  beforeEach(async () => {
    vi.unstubAllGlobals(); // each is on a device of its own
    const arrivals = new Map<number, number>();
    const log = new Log();
    log.level = 4;
    const nothing = () => undefined;
    const listener = { onState: nothing, onPublication: nothing, onWake: nothing, onOver: nothing };
    sessions = Array.from({ length: N }, (_, n) => {
      const user = `u${n}`;
      const options = { server: 'http://calls.test', app: 1, user, device: user, token: 't', getToken: undefined, log };
      return new Session({ ...options, websocket: server.WebSocket }, listener);
    });
    await Promise.all(sessions.map((session) => session.open()));
    server.judge = () => {
      const slot = Math.floor(Date.now() / 100);
      arrivals.set(slot, (arrivals.get(slot) ?? 0) + 1);
      return undefined;
    };
    fullest = () => {
      expect([...arrivals.values()].reduce((a, b) => a + b, 0)).toBe(N);
      return Math.max(...arrivals.values());
    };
  });

  test('do not come back in one wave when the server says goodbye and another is there at once', async () => {
    for (let n = 0; n < N; n++) server.disconnect(`u${n}`, 3001, 'shutdown');
    await settle(10_000);
    expect(fullest()).toBeLessThan(N / 4);
  });

  test('do not come back in one wave when the server was killed, and are back before their lease is over', async () => {
    server.up = false;
    for (let n = 0; n < N; n++) server.cut(`u${n}`);
    await settle(3_000);
    server.up = true;
    await settle(6_000);
    expect(fullest()).toBeLessThan(N / 4);
  });

  test('do not come back in one wave when all of them miss the media of a server that stands still, at the same moment', async () => {
    for (let n = 0; n < N; n++) server.freeze(`u${n}`);
    for (const session of sessions) void session.doubt();
    await settle(3_000);
    expect(fullest()).toBeLessThan(N / 2);
  });
});

describe('a device that wakes up', () => {
  /** How often a connection was asked whether it still answers; a login syncs twice. */
  const asked = () => server.count('call.sync') - 2;

  test('keeps a connection that answers', async () => {
    const alice = await login();
    page.dispatchEvent(new Event('resume'));
    await settle(10_000);
    expect(asked()).toBe(1);
    expect(server.tokens).toHaveLength(1);
    expect(alice.last(RinglineEvent.CONNECTION)).toBeUndefined();
  });

  test('gives up one that does not within 1.5 s, and has another at once', async () => {
    await login();
    server.overrides.set('call.sync', () => 'silence');
    page.dispatchEvent(new Event('online'));
    await settle(1_499);
    expect(server.tokens).toHaveLength(1);
    await settle(1);
    expect(server.tokens).toHaveLength(2);
  });

  test('asks once, however many signs of it there are, and not while nobody looks', async () => {
    await login();
    for (const sign of ['resume', 'pageshow', 'online', 'visibilitychange']) page.dispatchEvent(new Event(sign));
    await settle(100);
    expect(asked()).toBe(1);
    page.visibilityState = 'hidden';
    await settle(10_000);
    page.dispatchEvent(new Event('visibilitychange'));
    await settle(100);
    expect(asked()).toBe(1);
  });

  test('is known by its clock, where no event tells', async () => {
    await login();
    vi.setSystemTime(Date.now() + 60_000);
    await settle(1_000);
    expect(asked()).toBe(1);
  });

  test('does not wait for the next attempt when it has no connection', async () => {
    await login();
    server.up = false;
    server.cut('alice');
    await settle(20_000); // the pauses are seconds long by now
    server.up = true;
    page.dispatchEvent(new Event('online'));
    await settle(10);
    expect(server.online('alice')).toBe(true);
  });

  test('without a network notices at once', async () => {
    const alice = await login();
    page.dispatchEvent(new Event('offline'));
    expect(alice.last(RinglineEvent.CONNECTION)).toEqual({ state: 'connecting' });
  });

  test('is of no interest after logging out', async () => {
    const alice = await login();
    await alice.engine.logout();
    page.dispatchEvent(new Event('resume'));
    await settle(60_000);
    expect(asked()).toBe(0);
  });
});

describe('a signature', () => {
  test('that the app makes slowly is asked for once, and the session waits', async () => {
    server.ttl = 30;
    let give: (sig: string) => void = () => undefined;
    const asked = vi.fn(() => new Promise<string>((resolve) => (give = resolve)));
    const alice = await login('alice', asked);
    await settle(30_000);
    expect(asked).toHaveBeenCalledOnce();
    // Slower than the server bears: it ends the connection, and refuses the old signature.
    server.judge = ({ token }) => (token === 'second' ? undefined : EXPIRED);
    server.disconnect('alice', 3005, 'expired');
    await settle(5_000);
    expect(asked).toHaveBeenCalledOnce();
    give('second');
    await settle(1_000);
    expect(server.online('alice')).toBe(true);
    expect(alice.heard()).toEqual([]);
  });

  test('that could not be made is asked for again', async () => {
    server.ttl = 30;
    const asked = vi.fn(() => Promise.resolve('second'));
    asked.mockRejectedValueOnce(new Error('the back end is away'));
    await login('alice', asked);
    await settle(30_000 + 10_500);
    expect(server.tokens).toEqual(['first', 'second']);
  });

  test('that nobody renews serves as long as the server lets it, and then the app is told', async () => {
    server.ttl = 30;
    const alice = await login();
    const expired = vi.fn();
    alice.engine.on(TUICallEvent.onUserSigExpired, expired);
    await settle(60_000);
    expect(server.online('alice')).toBe(true);
    expect(expired).not.toHaveBeenCalled();
    server.judge = () => EXPIRED;
    server.disconnect('alice', 3005, 'expired');
    await settle(5_000);
    expect(alice.last(TUICallEvent.KICKED_OUT)).toMatchObject({ code: ErrorCode.USERSIG_EXPIRED });
    expect(expired).toHaveBeenCalledOnce();
  });

  test('that the app brings by logging in again is taken, before and after it is wanted', async () => {
    server.ttl = 30;
    const alice = await login();
    await settle(40_000);
    await alice.login('second');
    await settle();
    expect(server.tokens).toEqual(['first', 'second']);
    await alice.login('third');
    await settle(30_000);
    expect(server.tokens).toEqual(['first', 'second', 'third']);
    expect(alice.heard()).toEqual([]);
  });
});

describe('nobody can be reached', () => {
  const failure = async (pages: boolean): Promise<CallError> => {
    vi.stubGlobal('fetch', () => (pages ? Promise.resolve(new Response()) : Promise.reject(new TypeError('away'))));
    server.up = false;
    const failed = login().catch((error: unknown) => error as CallError);
    await settle(15_500);
    return (await failed) as CallError;
  };

  test('neither by pages nor by WebSockets: the server is away', async () => {
    const error = await failure(false);
    expect(error.code).toBe(ErrorCode.NO_NETWORK);
    expect(error.message).toContain('could not be reached within 15 s');
  });

  test('but pages can: WebSockets are not allowed', async () => {
    const error = await failure(true);
    expect(error.code).toBe(ErrorCode.NO_NETWORK);
    expect(error.message).toContain('no WebSocket');
  });
});

test('a login that gets no further than the connection fails as if there was none', async () => {
  server.overrides.set('call.sync', () => 'silence');
  const failed = login().catch((error: unknown) => error as CallError);
  await settle(15_000);
  expect(((await failed) as CallError).code).toBe(ErrorCode.NO_NETWORK);
  expect(server.online('alice')).toBe(false);
});

test('P13: media that the server refuses to somebody who is in the call is told', async () => {
  const [alice, bob] = [await login('alice'), await login('bob')];
  server.overrides.set('call.ticket', () => ({ error: { code: 1012, message: 'not allowed' } }));
  await alice.engine.calls({ userIDList: ['bob'], type: 1 });
  await settle();
  await bob.engine.accept();
  await settle(1_000);
  expect(alice.last(TUICallEvent.ERROR)).toMatchObject({ message: 'media: not allowed' });
  expect(alice.last(RinglineEvent.MEDIA)).toEqual({ state: 'disconnected' });
  server.overrides.clear();
  server.cut('alice'); // and tried again when the server may be another
  await settle(3_000);
  expect(alice.media.joined).toBe(true);
});
