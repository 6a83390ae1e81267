import { ConnectionState, RoomEvent } from 'livekit-client';
import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import type { MediaListener } from './media';
import { LiveKitMedia } from './media-livekit';

const rooms: FakeRoom[] = [];

vi.mock('livekit-client', async (actual) => ({
  ...(await actual<typeof import('livekit-client')>()),
  Room: vi.fn(function () {
    const made = new FakeRoom();
    rooms.push(made);
    return made;
  }),
}));

/** A room of the library, whose server does what the test wants. */
class FakeRoom extends EventEmitter {
  state = ConnectionState.Disconnected;
  readonly remoteParticipants = new Map<string, unknown>();
  readonly localParticipant = { identity: 'me', getTrackPublication: () => undefined };
  readonly engine = {
    pcManager: { publisher: transport, subscriber: transport },
    cleanupPeerConnections: () => Promise.resolve(),
  };
  connect(): Promise<void> {
    this.become(ConnectionState.Connected);
    return Promise.resolve();
  }

  disconnect(): Promise<void> {
    this.become(ConnectionState.Disconnected);
    return Promise.resolve();
  }

  switchActiveDevice(): Promise<boolean> {
    return Promise.resolve(true);
  }

  getActiveDevice(): string {
    return '';
  }

  become(state: ConnectionState): void {
    if (state === this.state) return;
    this.state = state;
    this.emit(RoomEvent.ConnectionStateChanged, state);
    if (state !== ConnectionState.Disconnected) return;
    this.remoteParticipants.clear();
    this.emit(RoomEvent.Disconnected, undefined);
  }

  come(identity: string, sends: boolean): void {
    const getTrackPublication = () => (sends ? { isMuted: false } : undefined);
    this.remoteParticipants.set(identity, { identity, audioTrackPublications: new Map(), getTrackPublication });
  }
}

const transport = { getConnectionState: () => 'connected', getStats: () => Promise.resolve(new Map()) };

let told: string[];
let media: LiveKitMedia;

beforeEach(() => {
  rooms.length = 0;
  told = [];
  const enumerateDevices = () => Promise.resolve([]);
  vi.stubGlobal('navigator', { mediaDevices: { enumerateDevices, addEventListener: () => undefined } });
  vi.stubGlobal(
    'HTMLMediaElement',
    class {
      setSinkId(): void {
        // it could
      }
    },
  );
  const say =
    (what: string) =>
    (...args: unknown[]) =>
      told.push([what, ...args].join(' '));
  const listener = new Proxy({}, { get: (_, name) => say(String(name)) }) as MediaListener;
  media = new LiveKitMedia(listener, '/');
});

const room = (n: number): FakeRoom => {
  const found = rooms[n];
  if (!found) throw new Error(`there is no room ${n}`);
  return found;
};

/** Is in a room with bob, and on the way into another one, where nobody is yet. */
async function moving(): Promise<{ moved: Promise<void> }> {
  await media.join('wss://a', 'ticket', 0);
  room(0).come('bob', true);
  room(0).emit(RoomEvent.ParticipantConnected, room(0).remoteParticipants.get('bob'));
  const moved = media.join('wss://b', 'ticket', 0);
  moved.catch(() => undefined); // looked at later
  await vi.waitFor(() => expect(room(1).state).toBe(ConnectionState.Connected));
  return { moved };
}

test('who is in the old room still is not gone when they come to the new one twice', async () => {
  await moving();
  told = [];
  room(1).emit(RoomEvent.ParticipantDisconnected, { identity: 'bob' }, undefined);
  expect(told).toEqual([]);
  media.leave();
});

test('a new room that is lost while the others are waited for is not entered, and the old one stays', async () => {
  let result: unknown;
  await media.join('wss://a', 'ticket', 0);
  room(0).come('bob', true);
  const moved = media.join('wss://b', 'ticket', 0).catch((error: unknown) => (result = error));
  await vi.waitFor(() => expect(room(1).state).toBe(ConnectionState.Connected));
  room(1).become(ConnectionState.Disconnected);
  await moved;
  expect(String(result)).toContain('could not be entered');
  expect(room(0).state).toBe(ConnectionState.Connected);
  expect(media.alive()).toBe(true);
  media.leave();
  expect(room(0).state).toBe(ConnectionState.Disconnected);
});

test('a room that was entered is left when it cannot be used', async () => {
  await media.join('wss://a', 'ticket', 0);
  await media.use('speaker', 'gone');
  media.leave();
  const connect = vi.spyOn(FakeRoom.prototype, 'switchActiveDevice').mockRejectedValue(new Error('no such speaker'));
  await expect(media.join('wss://b', 'ticket', 0)).rejects.toThrow('no such speaker');
  connect.mockRestore();
  await vi.waitFor(() => expect(room(1).state).toBe(ConnectionState.Disconnected));
});

test('hung up on the way into another room, it is in none of the two', async () => {
  const { moved } = await moving();
  media.leave();
  await moved;
  expect(rooms.map(({ state }) => state)).toEqual([ConnectionState.Disconnected, ConnectionState.Disconnected]);
});
