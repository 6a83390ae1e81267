import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RinglineEvent } from './constants';
import { FakeDevice, FakeServer } from './testing';

// A server that stands still says nothing, and its media stays away: it is asked, and left if it does not answer.

let server: FakeServer;
let alice: FakeDevice;
let bob: FakeDevice;
let page: EventTarget & { visibilityState?: string };

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_764_000_000_000 });
  page = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  server = new FakeServer();
  alice = await login('alice');
  bob = await login('bob');
  await alice.engine.calls({ userIDList: ['bob'], type: 1 });
  await settle();
  await bob.engine.accept();
  await settle(2_000);
  alice.heard();
  server.log.length = server.tokens.length = 0;
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function login(user: string): Promise<FakeDevice> {
  const device = new FakeDevice(server, user, `${user}-1`);
  await device.login();
  return device;
}

async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** No media comes for so long, as the media client tells it. */
async function silence(ms: number, device = alice): Promise<void> {
  for (let past = 0; past < ms; past += 400) {
    device.media.listener?.onSilence();
    await settle(400);
  }
}

const asked = () => server.log.filter(({ user, method }) => user === 'alice' && method === 'call.sync').length;
const connects = () => server.tokens.length;

test('P10: a server that does not answer is left within 1.5 s, and the call goes on over another connection', async () => {
  server.freeze('alice');
  await silence(800);
  expect(connects()).toBe(0);
  await silence(800);
  expect(connects()).toBe(1);
  expect(server.online('alice')).toBe(true);
  expect(alice.last(RinglineEvent.CONNECTION)).toEqual({ state: 'connected' });
  expect(alice.engine.getCall()?.status).toBe('connected');
});

test('one that answers is kept, and asked ever more seldom', async () => {
  await silence(60_000);
  expect(asked()).toBeGreaterThan(2);
  expect(asked()).toBeLessThan(6);
  expect(connects()).toBe(0);
  expect(alice.last(RinglineEvent.CONNECTION)).toBeUndefined();
});

test('after some time with media it counts as the first time again', async () => {
  await silence(20_000);
  await settle(10_500);
  const before = asked();
  await silence(400);
  expect(asked()).toBe(before + 1);
});

test('a connection that answers as slowly as it did before is kept', async () => {
  server.overrides.set('calls.history', () => ({}));
  server.lag = 1_500;
  for (let n = 0; n < 4; n++) {
    const answer = alice.engine.getCallHistory();
    await settle(1_500);
    await answer;
  }
  server.lag = 2_500;
  await silence(4_000);
  expect(asked()).toBe(1);
  expect(connects()).toBe(0);
});

test('a connection over which anything else comes is kept', async () => {
  server.overrides.set('call.sync', () => 'silence');
  await silence(400);
  server.publish('alice', { presence: { user: 'carol', online: true } });
  await silence(2_000);
  expect(asked()).toBe(1);
  expect(connects()).toBe(0);
});

test('there is one question at a time, also as the device wakes up meanwhile', async () => {
  server.overrides.set('call.sync', () => 'silence');
  await silence(400);
  page.dispatchEvent(new Event('online'));
  await silence(400);
  expect(asked()).toBe(1);
});

test('whoever changes its network just after a question looks after its media as soon as else', async () => {
  alice.media.listener?.onSilence();
  await settle(100);
  alice.media.dead = true;
  alice.media.log.length = 0;
  page.dispatchEvent(new Event('online'));
  await settle(3_500);
  expect(alice.media.log.filter((word) => word.startsWith('join'))).toHaveLength(1);
});

test('a page that stands still does not take that for time in which no answer came', async () => {
  server.overrides.set('call.sync', () => 'silence');
  alice.media.listener?.onSilence();
  vi.setSystemTime(Date.now() + 2_000);
  server.overrides.clear();
  await settle(600);
  expect(connects()).toBe(0);
});

test('nobody asks in a page that nobody looks at, nor one that just woke up and asks already', async () => {
  page.visibilityState = 'hidden';
  await silence(10_000);
  expect(asked()).toBe(0);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  await silence(800);
  expect(asked()).toBe(1);
});

test('nor without a call', async () => {
  await alice.engine.hangup();
  await settle(1_000);
  server.log.length = 0;
  await silence(10_000);
  expect(asked()).toBe(0);
});

test('a network that is gone makes no more attempts than without it', async () => {
  server.freeze('alice');
  server.up = false;
  await silence(14_000);
  server.up = true;
  await settle(4_500);
  expect(connects()).toBe(1);
});

test('media that is known to be dead is reason enough', async () => {
  alice.media.dead = true;
  server.freeze('alice');
  await settle(2_600);
  expect(connects()).toBe(1);
});
