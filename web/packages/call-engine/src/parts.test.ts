import { describe, expect, test, vi } from 'vitest';
import { claimDeviceId, randomId } from './device-id';
import { deviceError } from './device-error';
import { Emitter } from './emitter';
import { refusal } from './errors';
import { Log } from './log';
import { readFixture } from './testing/fixtures';
import { TUICallEvent } from './constants';

describe('device id', () => {
  /** As much of sessionStorage as is used. */
  class Storage {
    readonly all = new Map<string, string>();
    getItem = (key: string) => this.all.get(key) ?? null;
    setItem = (key: string, value: string) => void this.all.set(key, value);
    removeItem = (key: string) => void this.all.delete(key);
    copy(): Storage {
      const other = new Storage();
      for (const [key, value] of this.all) other.setItem(key, value);
      return other;
    }
  }
  const claim = (storage: Storage, page: EventTarget, user = 'alice', app = 7) =>
    claimDeviceId(app, user, storage as never, page);

  test('fits the protocol', () => {
    expect(claim(new Storage(), new EventTarget()).id).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
    expect(randomId()).not.toBe(randomId());
  });

  test('P10: a reload is the same device', () => {
    const storage = new Storage();
    const page = new EventTarget();
    const { id } = claim(storage, page);
    page.dispatchEvent(new Event('pagehide'));
    expect(claim(storage, new EventTarget()).id).toBe(id);
  });

  test('P2: a duplicated tab is another device', () => {
    const storage = new Storage();
    const { id } = claim(storage, new EventTarget());
    expect(claim(storage.copy(), new EventTarget()).id).not.toBe(id);
  });

  test('a page that comes back from the cache of its browser is in use again', () => {
    const storage = new Storage();
    const page = new EventTarget();
    const { id } = claim(storage, page);
    page.dispatchEvent(new Event('pagehide'));
    page.dispatchEvent(new Event('pageshow'));
    expect(claim(storage.copy(), new EventTarget()).id).not.toBe(id);
  });

  test('without storage, as browsers may be told', () => {
    vi.stubGlobal('sessionStorage', undefined);
    expect(claimDeviceId(7, 'alice').id).not.toBe(claimDeviceId(7, 'alice').id);
    vi.unstubAllGlobals();
  });

  test('given back, the next engine of the page may have it', () => {
    const storage = new Storage();
    const page = new EventTarget();
    const device = claim(storage, page);
    device.release();
    page.dispatchEvent(new Event('pageshow'));
    const next = claim(storage, page);
    expect(next.id).toBe(device.id);
    device.release(); // nothing is left to give back: the mark is the next one's
    expect(claim(storage.copy(), new EventTarget()).id).not.toBe(next.id);
  });

  test('P2, P10: engines of one tab are devices of their own, over a reload as well, and a copy of the tab is none of them', () => {
    const storage = new Storage();
    const whose = [
      ['alice', 7],
      ['bob', 7],
      ['alice', 8],
      ['alice', 7], // twice in one page
      ['7.alice', 7],
    ] as const;
    const engines = (tab: Storage, page: EventTarget) => whose.map(([user, app]) => claim(tab, page, user, app));
    const ids = (devices: { id: string }[]) => devices.map(({ id }) => id);

    const page = new EventTarget();
    const first = engines(storage, page);
    expect(new Set(ids(first)).size).toBe(whose.length);
    const copy = ids(engines(storage.copy(), new EventTarget()));
    expect(new Set([...ids(first), ...copy]).size).toBe(2 * whose.length);

    page.dispatchEvent(new Event('pagehide'));
    const again = engines(storage, new EventTarget());
    expect(ids(again)).toEqual(ids(first));
    again[0]?.release();
    expect(claim(storage, new EventTarget()).id).toBe(first[0]?.id);
    expect(ids(first)).not.toContain(claim(storage, new EventTarget()).id);
  });
});

describe('emitter', () => {
  const silent = new Log();
  silent.level = 4;

  test('calls in order, with the context, until it is taken off', () => {
    const emitter = new Emitter(silent);
    const heard: string[] = [];
    const context = { name: 'ctx' };
    function first(this: unknown) {
      heard.push(`first ${this === context ? 'ctx' : 'none'}`);
    }
    emitter.add('onUserReject', first, context);
    emitter.add('onUserReject', () => heard.push('second'), undefined);
    emitter.add('onUserReject', () => heard.push('once'), undefined, true);
    emitter.emit('onUserReject', { userID: 'bob' });
    emitter.remove('onUserReject', first, {});
    emitter.emit('onUserReject', { userID: 'bob' });
    emitter.remove('onUserReject', first);
    emitter.emit('onUserReject', { userID: 'bob' });
    expect(heard).toEqual(['first ctx', 'second', 'once', 'first ctx', 'second', 'second']);
  });

  test('a listener that throws does not keep the others from hearing', () => {
    const emitter = new Emitter(silent);
    const second = vi.fn();
    emitter.add('sdkReady', () => expect.fail('always'), undefined);
    emitter.add('sdkReady', second, undefined);
    emitter.emit('sdkReady', undefined);
    expect(second).toHaveBeenCalledOnce();
  });
});

describe('errors', () => {
  const { commands, login } = readFixture('errors.json') as Record<'commands' | 'login', Record<string, number>>;

  test.each(Object.entries({ ...commands, ...login }).filter(([, number]) => number !== 109))(
    'the server’s %s (%i) has a documented code',
    (word, number) => {
      const error = refusal(number, 'why');
      expect(error.word).toBe(word);
      expect(error.code).not.toBe(65535);
      expect(error.message).toBe('why');
    },
  );

  test.each([
    ['NotAllowedError', -1101],
    ['NotFoundError', 60004],
    ['NotReadableError', -1316],
    ['AbortError', -1301],
  ])('camera: %s is %i', (name, code) => {
    expect(deviceError('camera', new DOMException('x', name)).code).toBe(code);
  });

  test.each([
    ['NotFoundError', 60003],
    ['NotReadableError', -1319],
    ['AbortError', -1302],
  ])('microphone: %s is %i', (name, code) => {
    expect(deviceError('microphone', new DOMException('x', name)).code).toBe(code);
  });
});

test('P19: a device that was not allowed says what to do, in words that documented kits know', () => {
  const why = (capture: 'camera' | 'screen') => deviceError(capture, new DOMException('x', 'NotAllowedError'));
  expect(why('camera')).toMatchObject({ code: -1101 });
  expect(why('camera').message).toMatch(
    /^camera: its use was not allowed; allow it .*\(NotAllowedError: Permission denied\)$/,
  );
  expect(why('screen').message).toBe('screen: its use was not allowed (NotAllowedError: Permission denied)');
});

test('event names are told apart, but for the documented second names', () => {
  const { CALLING_END, CALL_END, ...names } = TUICallEvent;
  expect([CALLING_END, CALL_END]).toEqual([names.ON_CALL_END, names.ON_CALL_END]);
  expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
});
