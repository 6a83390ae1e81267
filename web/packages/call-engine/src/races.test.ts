import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CallError, TUICallEvent } from './index';
import { FakeDevice, FakeServer } from './testing';

// What happens when something is asked for while something else is still under way.

let server: FakeServer;
let alice: FakeDevice;
let bob: FakeDevice;

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_764_000_000_000 });
  server = new FakeServer();
  alice = new FakeDevice(server, 'alice', 'a1');
  bob = new FakeDevice(server, 'bob', 'b1');
  await Promise.all([alice.login(), bob.login()]);
  alice.heard();
  bob.heard();
});

afterEach(async () => {
  await settle();
  vi.useRealTimers();
});

async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

const unavailable = { error: { code: 1014, message: 'not now; try again', temporary: true } };

describe('logging out', () => {
  test('P3: while a call is being started: nobody is left ringing', async () => {
    const started = alice.engine.calls({ userIDList: ['bob'], type: 1 });
    started.catch(() => undefined);
    await alice.engine.logout();
    await settle();
    expect(bob.heard()).toEqual(['onCallReceived', 'onCallNotConnected']);
    expect(() => server.calls.only()).toThrow('0 live calls');
  });

  test('P3: while a call is being accepted: the device is not left in it', async () => {
    await alice.engine.calls({ userIDList: ['bob'], type: 1 });
    await settle();
    const accepted = bob.engine.accept();
    accepted.catch(() => undefined);
    await bob.engine.logout();
    await settle();
    expect(() => server.calls.only()).toThrow('0 live calls');
    expect(bob.media.joined).toBe(false);
  });

  test('and in again at once: the login is a login', async () => {
    await alice.engine.calls({ userIDList: ['bob'], type: 1 });
    await settle();
    const out = alice.engine.logout();
    await alice.login();
    await out;
    expect(alice.engine.getSelf()).not.toBeNull();
    expect(server.online('alice')).toBe(true);
  });

  test('while a login is under way: it fails, and the next one may come', async () => {
    const carol = new FakeDevice(server, 'carol', 'c1');
    const refused = carol.login().catch((error: unknown) => error);
    await carol.engine.logout();
    expect(await refused).toBeInstanceOf(CallError);
    await carol.login();
    expect(server.online('carol')).toBe(true);
  });
});

test('hanging up while the call is being started: it is canceled', async () => {
  const started = alice.engine.calls({ userIDList: ['bob'], type: 1 });
  await alice.engine.hangup();
  await started;
  await settle();
  expect(alice.heard()).toEqual(['onCallNotConnected']);
  expect(() => server.calls.only()).toThrow('0 live calls');
});

test('P3: hanging up while the server is too slow to start the call: it is left as it comes', async () => {
  server.overrides.set('call.start', () => unavailable);
  const started = alice.engine.calls({ userIDList: ['bob'], type: 1 });
  started.catch(() => undefined);
  server.up = false;
  server.cut('alice');
  await settle();
  server.overrides.clear();
  const left = alice.engine.hangup();
  await settle(1_600);
  await left;
  server.up = true;
  await settle(8_000);
  await started;
  expect(bob.heard()).toEqual(['onCallReceived', 'onCallNotConnected']);
  expect(alice.engine.getCall()).toBeNull();
  expect(() => server.calls.only()).toThrow('0 live calls');
});

test('hanging up while the call is being accepted, without a connection: accepted and left in this order', async () => {
  const { callId } = await alice.engine.calls({ userIDList: ['bob'], type: 1 });
  await settle();
  server.up = false;
  server.cut('bob');
  await settle();
  const accepted = bob.engine.accept();
  accepted.catch(() => undefined);
  const left = bob.engine.hangup();
  await settle(2_000);
  await left;
  expect(bob.engine.getCall()).toBeNull();
  server.up = true;
  await settle(8_000);
  expect(server.log.map(({ method }) => method).filter((m) => m === 'call.accept' || m === 'call.hangup')).toEqual([
    'call.accept',
    'call.hangup',
  ]);
  expect(server.calls.get(callId)?.end).toBeTruthy();
  expect(bob.media.joined).toBe(false);
  expect(bob.engine.getCall()).toBeNull();
});

test('P2: declining a moment after accepting is leaving', async () => {
  const { callId } = await alice.engine.calls({ userIDList: ['bob'], type: 1 });
  await settle();
  const accepted = bob.engine.accept();
  await bob.engine.reject();
  await accepted;
  expect(server.calls.get(callId)?.end?.reason).toBe('hung_up');
  expect(bob.engine.getCall()).toBeNull();
});

describe('P10: a server that cannot answer for a while', () => {
  test('a sync that fails is tried until the truth is known', async () => {
    const { callId } = await alice.engine.calls({ userIDList: ['bob'], type: 1 });
    await settle();
    server.overrides.set('call.sync', () => unavailable);
    server.cut('bob');
    server.calls.end(callId);
    await settle(20_000);
    server.overrides.clear();
    await settle(10_000);
    expect(bob.engine.getCall()).toBeNull();
    expect(bob.heard()).toContain('onCallNotConnected');
  });

  test('what is published meanwhile is not lost', async () => {
    server.overrides.set('call.sync', () => unavailable);
    server.cut('bob');
    await settle(1_000);
    await alice.engine.calls({ userIDList: ['bob'], type: 1 });
    await settle(20_000);
    server.overrides.clear();
    await settle(10_000);
    expect(bob.heard()).toEqual(['onCallReceived']);
  });
});

test('a device that stopped ringing while it was away rings when it is asked again', async () => {
  const carol = new FakeDevice(server, 'carol', 'c1');
  await carol.login();
  const { callId } = await alice.engine.calls({ userIDList: ['bob', 'carol'], type: 1, timeout: 5 });
  await settle();
  await carol.engine.accept();
  server.up = false;
  server.cut('bob');
  await settle(10_000);
  expect(bob.heard()).toEqual(['onCallReceived', 'onCallNotConnected']);
  server.up = true;
  server.calls.ringOut(callId);
  await settle(10_000);
  expect(bob.heard()).toEqual([]);
  await alice.engine.inviteUser({ userIDList: ['bob'] });
  await settle();
  expect(bob.heard()).toEqual(['onCallReceived']);
});

test('P13: the camera of a call that is over does not run on into the next one that rings', async () => {
  const carol = new FakeDevice(server, 'carol', 'c1');
  await carol.login();
  const { callId } = await alice.engine.calls({ userIDList: ['bob'], type: 2 });
  await settle();
  await alice.engine.openCamera();
  server.up = false;
  server.cut('alice');
  server.calls.end(callId);
  await carol.engine.calls({ userIDList: ['alice'], type: 1 });
  expect(alice.media.capturing).toBe(true);
  server.up = true;
  await settle(10_000);
  expect(alice.last(TUICallEvent.ON_CALL_RECEIVED)).toBeTruthy();
  expect(alice.media.capturing).toBe(false);
});

test('a login whose truth cannot be told leaves no connection behind', async () => {
  const dora = new FakeDevice(server, 'dora', 'd1');
  server.overrides.set('call.sync', () => ({ error: { code: 1012, message: 'not allowed' } }));
  await expect(dora.login()).rejects.toThrow('not allowed');
  expect(dora.engine.getSelf()).toBeNull();
  expect(server.online('dora')).toBe(false);
});

test('P13: what is switched off while the media client is being loaded stays off', async () => {
  await alice.engine.calls({ userIDList: ['bob'], type: 2 });
  const { engine, media } = alice;
  await Promise.all([engine.openCamera(), engine.closeCamera(), engine.openMicrophone(), engine.closeMicrophone()]);
  expect(media.log).toEqual(['openCamera', 'closeCamera', 'openMicrophone', 'closeMicrophone']);
});
