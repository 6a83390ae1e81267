import { ConnectionQuality, ConnectionState, DisconnectReason, RoomEvent, type Room } from 'livekit-client';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NetworkQuality } from './constants';
import { MediaMeter } from './media-meter';
import type { Stat } from './statistics';
import type { NetworkQualityEvent, Statistics, VoiceVolumeEvent } from './types';
import type { CallStats } from './wire';

const { first, second } = JSON.parse(
  readFileSync(new URL('testing/recorded-stats.json', import.meta.url), 'utf8'),
) as Record<'first' | 'second', Stat[]>;

/** As much of a room as is measured. */
class FakeRoom {
  state = ConnectionState.Connected;
  canPlaybackAudio = true;
  stats: Stat[] = first;
  readonly localParticipant = member('bob');
  readonly remoteParticipants = new Map([['alice', member('alice')]]);
  readonly #listeners = new Map<string, (value: unknown) => void>();
  readonly engine = {
    pcManager: { publisher: { getStats: () => Promise.resolve(new Map(this.stats.map((stat) => [stat.id, stat]))) } },
  };

  on(event: string, listener: (value: unknown) => void): this {
    this.#listeners.set(event, listener);
    return this;
  }

  emit(event: RoomEvent, value?: unknown): void {
    this.#listeners.get(event)?.(value);
  }
}

function member(identity: string) {
  const tracks = [...second.values()].filter(({ type }) => type === 'inbound-rtp');
  const publications = tracks.map((t) => ({ track: { mediaStreamTrack: { id: t.trackIdentifier } } }));
  return {
    identity,
    isMicrophoneEnabled: true,
    isCameraEnabled: false,
    audioLevel: 0,
    connectionQuality: ConnectionQuality.Excellent,
    trackPublications: new Map(publications.entries()),
  };
}

let room: FakeRoom;
let meter: MediaMeter;
let volumes: VoiceVolumeEvent[];
let networks: NetworkQualityEvent[];
let statistics: Statistics[];
let silences: number;
let reports: CallStats[];

beforeEach(() => {
  vi.useFakeTimers();
  room = new FakeRoom();
  volumes = [];
  networks = [];
  statistics = [];
  reports = [];
  silences = 0;
  meter = new MediaMeter({
    onVolumes: (event) => volumes.push(event),
    onQuality: (event) => networks.push(event),
    onStatistics: (event) => statistics.push(event),
    onReport: (event) => reports.push(event),
    onSilence: () => silences++,
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const enter = async () => {
  meter.enter(room as unknown as Room, performance.now());
  await vi.advanceTimersByTimeAsync(0);
};

const qualities = () =>
  Object.fromEntries(networks.at(-1)?.networkQualityList.map(({ userId, quality }) => [userId, quality]) ?? []);

test('levels come at a steady rate, with everybody in them, and nobody is loud who is muted', async () => {
  await enter();
  room.stats = second;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(volumes).toHaveLength(11);
  const [, loud] = volumes;
  expect(loud?.volumeMap.map(({ userId }) => userId)).toEqual(['bob', 'alice']);
  for (const { audioVolume } of loud?.volumeMap ?? []) expect(audioVolume).toBeGreaterThan(50);
  room.localParticipant.isMicrophoneEnabled = false;
  await vi.advanceTimersByTimeAsync(400);
  expect(volumes.at(-1)?.volumeMap[0]).toEqual({ userId: 'bob', audioVolume: 0 });
});

test('networks are told with the statistics, and at once when a connection breaks', async () => {
  await enter();
  expect(qualities()).toEqual({ bob: NetworkQuality.EXCELLENT, alice: NetworkQuality.EXCELLENT });
  await vi.advanceTimersByTimeAsync(4_000);
  expect(networks).toHaveLength(3);
  expect(statistics).toHaveLength(3);

  room.state = ConnectionState.Reconnecting;
  room.emit(RoomEvent.Reconnecting);
  expect(qualities()).toEqual({ bob: NetworkQuality.DISCONNECTED, alice: NetworkQuality.EXCELLENT });
  room.state = ConnectionState.Connected;
  room.emit(RoomEvent.Reconnected);
  expect(qualities().bob).toBe(NetworkQuality.EXCELLENT);

  const alice = room.remoteParticipants.get('alice');
  if (alice) alice.connectionQuality = ConnectionQuality.Lost;
  room.emit(RoomEvent.ConnectionQualityChanged, ConnectionQuality.Lost);
  expect(qualities().alice).toBe(NetworkQuality.DISCONNECTED);
});

test('whose connection broke is shown so as they vanish; who left is not', () => {
  meter.gone('alice', DisconnectReason.CLIENT_INITIATED);
  expect(networks).toEqual([]);
  meter.gone('alice', DisconnectReason.SIGNAL_CLOSE);
  expect(qualities()).toEqual({ alice: NetworkQuality.DISCONNECTED });
});

test('the server hears when the first sound came, every minute and at the end, over all rooms of a call', async () => {
  room.stats = [];
  await enter();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reports).toEqual([]);
  room.stats = second.map((stat) => ({ ...stat, framesDecoded: 0 }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reports).toHaveLength(1);
  expect(reports[0]?.first_audio).toBeGreaterThanOrEqual(1_000);
  expect(reports[0]?.first_audio).toBeLessThanOrEqual(1_050);
  meter.drawn();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(reports, 'and the first picture').toHaveLength(2);

  await vi.advanceTimersByTimeAsync(60_000);
  expect(reports).toHaveLength(3);
  meter.leave(); // lost, and entered again
  await enter();
  meter.end();
  expect(reports).toHaveLength(4);
  expect(reports.at(-1)).toMatchObject({ reconnects: 1, first_audio: reports[0]?.first_audio, first_frame: 2_000 });
  meter.end();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(reports, 'nothing is told of a call that is over').toHaveLength(4);
});

test('what is held back by the browser has not been heard', async () => {
  room.canPlaybackAudio = false;
  room.stats = second;
  await enter();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(statistics.at(-1)?.firstAudio).toBe(0);
  room.canPlaybackAudio = true;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(statistics.at(-1)?.firstAudio).toBeGreaterThanOrEqual(3_000);
});

test('a browser that tells nothing is no reason to fail', async () => {
  room.engine.pcManager.publisher.getStats = () => Promise.reject(new Error('closed'));
  await enter();
  await vi.advanceTimersByTimeAsync(10_000);
  meter.end();
  expect([statistics, reports]).toEqual([[], []]);
});

test('that nothing comes any more is told within 1.6 s and until it does, unless nobody sends', async () => {
  const { stats } = room;
  const comes = (bytes: number) => {
    room.stats = stats.map((stat) => (stat.type === 'candidate-pair' ? { ...stat, bytesReceived: bytes } : stat));
  };
  room.engine.pcManager.publisher.getStats = () => Promise.resolve(new Map(room.stats.map((s) => [s.id, s])));
  await enter();
  for (let n = 1; n <= 10; n++) {
    comes(n);
    await vi.advanceTimersByTimeAsync(800); // a microphone in a silent room, and more than one packet lost
  }
  expect(silences).toBe(0);
  await vi.advanceTimersByTimeAsync(1_600);
  expect(silences).toBeGreaterThan(0);
  silences = 0;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(silences).toBe(10);
  comes(11);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(silences).toBe(10);

  const alice = room.remoteParticipants.get('alice');
  if (alice) alice.isMicrophoneEnabled = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(silences, 'this device sends').toBeGreaterThan(20);
  silences = 0;
  room.localParticipant.isMicrophoneEnabled = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(silences).toBe(0);
});
