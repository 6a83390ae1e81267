import { ConnectionState, RoomEvent } from 'livekit-client';
import { beforeEach, expect, test, vi } from 'vitest';
import { LiveKitMedia } from './media-livekit';
import type { MediaListener } from './media';

/** As much of a room as it takes to be entered and left. */
class FakeRoom {
  state = ConnectionState.Disconnected;
  left = false;
  whole = 'connected';
  came = 0;
  /** How much more has come whenever somebody looks. */
  coming = 100;
  enter: (error?: Error) => void = () => undefined;
  readonly remoteParticipants = new Map<string, unknown>();
  readonly sent: unknown[] = [];
  /** Has what is being sent fail, as the library does when the room is left. */
  fail: (error: Error) => void = () => undefined;
  readonly localParticipant = {
    identity: 'me',
    isMicrophoneEnabled: true,
    getTrackPublication: () => undefined,
    trackPublications: new Map(),
    publishTrack: (track: unknown) =>
      new Promise((_, reject) => {
        this.sent.push(track);
        this.fail = reject;
      }),
  };
  readonly getActiveDevice = () => '';
  readonly engine = {
    pcManager: {
      publisher: {
        getConnectionState: () => this.whole,
        getStats: () => {
          const pair = { id: 'pair', type: 'candidate-pair', timestamp: 0, bytesReceived: (this.came += this.coming) };
          return Promise.resolve(new Map([['pair', pair]]));
        },
      },
      subscriber: undefined,
    },
    cleanupPeerConnections: () => Promise.resolve(),
  };
  readonly #listeners = new Map<string, ((value: unknown) => void)[]>();

  constructor() {
    rooms.push(this);
  }

  on(event: string, listener: (value: unknown) => void): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  becomes(state: ConnectionState): void {
    this.state = state;
    for (const listener of this.#listeners.get(RoomEvent.ConnectionStateChanged) ?? []) listener(state);
  }

  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.enter = (error) => {
        if (error) reject(error);
        else resolve();
        if (!error) this.state = ConnectionState.Connected;
      };
    });
  }

  disconnect(): Promise<void> {
    this.left = true;
    this.fail(new Error('cancelled'));
    this.becomes(ConnectionState.Disconnected);
    for (const listener of this.#listeners.get(RoomEvent.Disconnected) ?? []) listener(1);
    return Promise.resolve();
  }

  member(name: string): void {
    const tracks = new Map();
    this.remoteParticipants.set(name, {
      identity: name,
      audioTrackPublications: tracks,
      trackPublications: tracks,
      getTrackPublication: () => undefined,
    });
  }
}

const rooms: FakeRoom[] = [];
vi.mock('livekit-client', async (actual) => ({
  ...(await actual<typeof import('livekit-client')>()),
  Room: function Room() {
    return new FakeRoom();
  },
  createLocalAudioTrack: () => Promise.resolve(new FakeTrack()),
  createLocalVideoTrack: () => Promise.resolve(new FakeTrack()),
}));

/** What a microphone or camera captures. */
class FakeTrack {
  stopped = false;
  readonly mediaStreamTrack = { getSettings: () => ({}) };
  readonly on = () => this;
  readonly getProcessor = () => undefined;
  readonly getDeviceId = () => Promise.resolve(undefined);

  stop(): void {
    this.stopped = true;
  }
}

let media: LiveKitMedia;
let old: FakeRoom;
let told: string[];

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', {
    mediaDevices: { addEventListener: () => undefined, enumerateDevices: () => Promise.resolve([]) },
  });
  rooms.length = 0;
  told = [];
  const listener = new Proxy({} as MediaListener, {
    get: (_, name) => (value: unknown) => {
      if (name === 'onState' || name === 'onLost') told.push(`${name} ${String(value)}`);
    },
  });
  media = new LiveKitMedia(listener, '/');
  const entering = media.join('ws://here', 'ticket', 0);
  [old] = rooms as [FakeRoom];
  old.enter();
  await entering;
  old.member('alice');
  return () => {
    media.leave();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

/** Begins to enter another room. */
function move(): { joined: Promise<void>; next: FakeRoom } {
  const joined = media.join('ws://there', 'ticket', 0);
  const [, next] = rooms;
  if (!next) throw new Error('no room was made');
  return { joined, next };
}

test('a room that was moved is left when all who are in it are in the other one', async () => {
  const { joined, next } = move();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(old.left).toBe(false);
  next.enter();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(old.left).toBe(false);
  next.member('alice');
  await vi.advanceTimersByTimeAsync(100);
  await joined;
  expect([old.left, next.left]).toEqual([true, false]);
  expect(told).toEqual([]);
});

test('somebody who does not come is not waited for for ever', async () => {
  const { joined, next } = move();
  next.enter();
  await vi.advanceTimersByTimeAsync(3_500);
  await joined;
  expect([old.left, next.left]).toEqual([true, false]);
});

test('a room whose connection breaks while another one is entered does not come back', async () => {
  const { joined, next } = move();
  old.becomes(ConnectionState.SignalReconnecting);
  expect(old.left).toBe(true);
  expect(told).toEqual(['onState reconnecting']);
  next.enter();
  await vi.advanceTimersByTimeAsync(100);
  await joined;
  expect(next.left).toBe(false);
});

test('nor does one that was mending its connection already', async () => {
  old.state = ConnectionState.SignalReconnecting;
  const { joined, next } = move();
  expect(old.left).toBe(true);
  next.enter();
  await vi.advanceTimersByTimeAsync(0);
  await joined;
  expect(told).toEqual(['onState reconnecting']);
});

test('nor is one waited for from which nothing comes any more: its server stands still', async () => {
  old.coming = 0;
  await vi.advanceTimersByTimeAsync(1_600);
  const { joined, next } = move();
  expect(old.left).toBe(true);
  expect(told).toEqual(['onState reconnecting']);
  next.enter();
  await vi.advanceTimersByTimeAsync(0);
  await joined;
  expect(next.left).toBe(false);
});

test('a room that cannot be entered takes the old one with it no more than it must', async () => {
  const { joined, next } = move();
  next.enter(new Error('no way in'));
  await expect(joined).rejects.toThrow('no way in');
  expect(old.left).toBe(false);
  expect(media.alive()).toBe(true);
  expect(told).toEqual([]);
});

test('P13: leaving leaves both', async () => {
  const { joined, next } = move();
  media.leave();
  expect([old.left, next.left]).toEqual([true, true]);
  next.enter();
  await joined;
  expect(media.alive()).toBe(false);
});

test.each([
  ['microphone', () => media.openMicrophone()],
  ['camera', () => media.openCamera(undefined)],
])('a %s that is being sent into the old room gets into the other one', async (_, open) => {
  const { joined, next } = move();
  next.enter();
  const opened = open();
  await vi.advanceTimersByTimeAsync(100);
  const [track] = old.sent as FakeTrack[];
  expect(track).toBeDefined();
  next.member('alice');
  await vi.advanceTimersByTimeAsync(100);
  await Promise.all([joined, opened]);
  expect([old.left, track?.stopped]).toEqual([true, false]);
  expect(next.sent).toEqual([track]);
});

test('one that waits for the old room to mend is told that it did not, and is off: the library would stop it later', async () => {
  old.state = ConnectionState.SignalReconnecting;
  const opened = media.openMicrophone().catch(String);
  await vi.advanceTimersByTimeAsync(100);
  const { next } = move();
  next.enter();
  await vi.advanceTimersByTimeAsync(100);
  expect(await opened).toContain('cancelled');
  expect(next.sent).toEqual([]);
});

test('one that cannot be sent into the room that stays is told, and is off', async () => {
  const opened = media.openMicrophone().catch(String);
  await vi.advanceTimersByTimeAsync(100);
  old.fail(new Error('it may not'));
  expect(await opened).toContain('it may not');
  expect((old.sent as FakeTrack[])[0]?.stopped).toBe(true);
});
