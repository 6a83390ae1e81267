import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ErrorCode, RinglineEvent, TUICallEvent } from './index';
import { FakeDevice, FakeServer } from './testing';

let server: FakeServer;
let alice: FakeDevice;
let bob: FakeDevice;
const view = {} as HTMLElement;

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_764_000_000_000 });
  server = new FakeServer();
  alice = new FakeDevice(server, 'alice', 'a1');
  bob = new FakeDevice(server, 'bob', 'b1');
  await Promise.all([alice.login(), bob.login()]);
});

afterEach(async () => {
  await vi.advanceTimersByTimeAsync(0);
  vi.useRealTimers();
});

async function connect(): Promise<string> {
  const { callId } = await alice.engine.calls({ userIDList: ['bob'], type: 2 });
  await vi.advanceTimersByTimeAsync(0);
  await bob.engine.accept();
  await vi.advanceTimersByTimeAsync(0);
  alice.media.log.length = 0;
  return callId;
}

test('what is set for media reaches it, in a call or before', async () => {
  const { engine, media } = alice;
  await engine.setVideoQuality('360p');
  await engine.setBlurBackground(2);
  await engine.setBlurBackground(0);
  await engine.enableAIVoice(true);
  await engine.switchCamera(1);
  await engine.muteAllRemoteAudio(true);
  await engine.setVideoRenderParams({ objectFit: 'contain' });
  await engine.setVideoRenderParams({ userID: 'alice', mirror: false });
  await engine.setVideoRenderParams({ userID: 'bob', rotation: 1 });
  expect(media.log).toEqual([
    'setVideoQuality 360p',
    'setBackground blur 2',
    'setBackground real',
    'suppressNoise true',
    'face back',
    'muteRemote true',
    'draw all {"fit":"contain"}',
    'draw  {"mirror":false}',
    'draw bob {"rotation":90}',
  ]);
});

test('a screen is shared only in a call, with its sound unless it is not wished, and shown where it is asked for', async () => {
  const { engine, media } = alice;
  await expect(engine.startScreenShare()).rejects.toMatchObject({ code: ErrorCode.REQUEST_REFUSED });
  await connect();
  await engine.startScreenShare();
  await engine.startScreenShare({ audio: false, view });
  await engine.startRemoteView({ userID: 'bob', videoViewDomID: view, options: { source: 'screen' } });
  await engine.stopRemoteView({ userID: 'bob', source: 'screen' });
  await engine.stopScreenShare();
  expect(media.log).toEqual([
    'startScreen with sound',
    'startScreen',
    'showRemote bob screen',
    'hideRemote bob screen',
    'stopScreen',
  ]);
  media.listener?.onScreen('', true);
  expect(alice.last(RinglineEvent.SCREEN)).toEqual({ userID: 'alice', isScreenAvailable: true });
  media.listener?.onScreen('bob', true);
  expect(alice.last(RinglineEvent.SCREEN)).toEqual({ userID: 'bob', isScreenAvailable: true });
});

test('P18: when the media moves to another server, everybody enters it there with a new ticket, and the call goes on', async () => {
  const callId = await connect();
  server.calls.move(callId);
  await vi.advanceTimersByTimeAsync(0);
  for (const { media, user } of [alice, bob]) expect(media.joined, user).toBe(true);
  expect(alice.media.log).toEqual(['join ws://calls.test/ ticket-alice-a1']);
  expect(server.count('call.ticket')).toBe(3); // the caller's first, and one each for the move
  expect(alice.last(RinglineEvent.MEDIA)).toEqual({ state: 'connected' });
});

test('one whom an administrator muted hears it under their own name', async () => {
  await connect();
  alice.media.listener?.onAudio('', false);
  expect(alice.last(TUICallEvent.USER_AUDIO_AVAILABLE)).toEqual({ userID: 'alice', isAudioAvailable: false });
});

test('the server hears how the media of a call did, a last time after it was hung up', async () => {
  const call = await connect();
  alice.media.listener?.onReport({ samples: 1 });
  await vi.advanceTimersByTimeAsync(0);
  alice.media.farewell = { samples: 2 };
  await alice.engine.hangup();
  await vi.advanceTimersByTimeAsync(0);
  const told = server.log.filter(({ user, method }) => user === 'alice' && /hangup|stats/.test(method));
  expect(told.map(({ method, data }) => [method, data.stats])).toEqual([
    ['call.stats', { samples: 1 }],
    ['call.hangup', undefined],
    ['call.stats', { samples: 2 }],
  ]);
  expect(told.at(-1)?.data.call).toBe(call);
});

test('a server that does not want the statistics disturbs nothing', async () => {
  await connect();
  alice.heard();
  server.overrides.set('call.stats', () => ({ code: 104, message: 'no such method' }));
  alice.media.listener?.onReport({ samples: 1 });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(server.log.filter(({ method }) => method === 'call.stats')).toHaveLength(1);
  expect(alice.heard()).toEqual([]);
  expect(alice.engine.getCall()?.status).toBe('connected');
});
