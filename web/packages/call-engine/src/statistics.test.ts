import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CallStatistics } from './call-statistics';
import { NetworkQuality } from './constants';
import { networkQuality } from './network-quality';
import { levels, sample, type Snapshot, type Stat } from './statistics';

/** Two looks of a Chromium at its one peer connection, two seconds apart, in a call of two with voices and cameras. */
const recorded = JSON.parse(readFileSync(new URL('testing/recorded-stats.json', import.meta.url), 'utf8')) as Record<
  'first' | 'second',
  Stat[]
>;
const first = snapshot(recorded.first);
const second = snapshot(recorded.second);
const owners = new Map(
  recorded.second
    .filter(({ type }) => type === 'inbound-rtp')
    .map(({ trackIdentifier }): [string, string] => [String(trackIdentifier), 'alice']),
);

function snapshot(stats: Stat[]): Snapshot {
  return new Map(stats.map((stat) => [stat.id, stat]));
}

/** A snapshot as another one, but for some fields of some entries. */
function changed(stats: Snapshot, change: (stat: Stat) => object): Snapshot {
  return snapshot([...stats.values()].map((stat) => ({ ...stat, ...change(stat) })));
}

test('two recorded snapshots give a sample', () => {
  const { users, ...rest } = sample(first, second, owners);
  expect(rest).toEqual({
    duration: expect.closeTo(2005.3, 0) as number,
    rtt: 13,
    jitter: 5,
    received: 218 - 118 + 153 - 66,
    lostIn: 0,
    sent: 790 - 392,
    lostOut: 0,
    bytesIn: 38_638 - 19_406 + 2_616 - 1_416 + 129_611 - 52_862 + 3_060 - 1_320,
    bytesOut: 581_955 - 263_206,
    freezes: 0,
    frozen: 0,
    heard: true,
    seen: true,
    transport: 'udp',
  });
  expect(users).toEqual([
    {
      userID: 'alice',
      bitrate: Math.round((rest.bytesIn * 8000) / rest.duration),
      loss: 0,
      width: 640,
      height: 360,
      fps: 19,
      audioLevel: 1,
    },
  ]);
});

test('the first snapshot says what is, not how much it grew', () => {
  const alone = sample(undefined, second, owners);
  expect(alone).toMatchObject({ duration: 0, received: 0, bytesIn: 0, sent: 0, heard: true, seen: true, rtt: 13 });
  expect(alone.users).toMatchObject([{ bitrate: 0, width: 640, height: 360 }]);
});

test('silence has not been heard, and no frames have not been seen', () => {
  const silent = changed(second, ({ type }) =>
    type === 'inbound-rtp' ? { totalAudioEnergy: 0, framesDecoded: 0 } : {},
  );
  expect(sample(first, silent, owners)).toMatchObject({ heard: false, seen: false });
});

test('losses, freezes and ways are read where browsers put them', () => {
  const bad = changed(second, ({ type, kind, packetsLost }) => {
    if (type === 'remote-inbound-rtp') return { packetsLost: Number(packetsLost) + 4 };
    if (type === 'local-candidate') return { candidateType: 'relay' };
    if (type !== 'inbound-rtp') return {};
    return kind === 'audio' ? { packetsLost: 25 } : { freezeCount: 2, totalFreezesDuration: 0.75 };
  });
  const got = sample(first, bad, owners);
  expect(got).toMatchObject({ lostIn: 25, lostOut: 8, freezes: 2, frozen: 750, transport: 'relay' });
  expect(got.users[0]?.loss).toBeCloseTo(25 / (25 + 187), 3);
  const tcp = changed(second, ({ type }) => (type === 'local-candidate' ? { protocol: 'tcp' } : {}));
  expect(sample(first, tcp, owners).transport).toBe('tcp');
});

test('a packet that was late is no loss any more, and a counter that began anew counts from there', () => {
  const lossy = changed(first, ({ type }) => (type === 'inbound-rtp' ? { packetsLost: 3 } : {}));
  expect(sample(lossy, second, owners).lostIn).toBe(0);
  const anew = changed(second, ({ type, kind }) =>
    type === 'inbound-rtp' && kind === 'audio' ? { packetsReceived: 7 } : {},
  );
  expect(sample(first, anew, owners).received).toBe(7 + 153 - 66);
});

test('whose track is not known belongs to nobody', () => {
  expect(sample(first, second, new Map()).users).toEqual([]);
});

test('levels are even to the ear: half as loud is half as much', () => {
  const powered = (power: number) => {
    const tone = { totalAudioEnergy: 1 + power, totalSamplesDuration: 11 };
    const before = { totalAudioEnergy: 1, totalSamplesDuration: 10 };
    const audio = ({ type, kind }: Stat) => kind === 'audio' && (type === 'inbound-rtp' || type === 'media-source');
    const a = changed(first, (stat) => (audio(stat) ? before : {}));
    const b = changed(second, (stat) => (audio(stat) ? tone : {}));
    return Object.fromEntries(levels(a, b, owners, 'bob'));
  };
  expect(powered(1)).toEqual({ alice: 100, bob: 100 });
  expect(powered(10 ** -2.5)).toEqual({ alice: 50, bob: 50 }); // -25 dB
  expect(powered(10 ** -6)).toEqual({ alice: 0, bob: 0 });
  expect(powered(0)).toEqual({ alice: 0, bob: 0 });
});

test('a call adds its samples up, over rooms, and keeps when the first sound and picture came', () => {
  const call = new CallStatistics();
  expect(call.report()).toBeUndefined();
  const one = sample(first, second, owners);
  call.add({ ...sample(undefined, first, owners), heard: false, seen: false }, 100, 0);
  expect(call.report(), 'a look is no sample').toBeUndefined();
  expect(call.add({ ...one, heard: false, rtt: 40, lostIn: 13, freezes: 1, frozen: 300 }, 600, 1)).toMatchObject({
    rtt: 40,
    lossIn: 0.065,
    freezes: 1,
    frozen: 300,
    firstAudio: 0,
    firstFrame: 600,
    transport: 'udp',
  });
  call.reconnects++;
  const told = call.add({ ...one, rtt: 20, freezes: 1, frozen: 200 }, 2_600, 4);
  expect(told).toMatchObject({ rtt: 20, lossIn: 0, freezes: 2, frozen: 500, firstAudio: 2_600, firstFrame: 600 });
  expect(call.report()).toEqual({
    first_audio: 2_600,
    first_frame: 600,
    rtt: 30,
    rtt_max: 40,
    jitter: 5,
    loss_in: 0.0336,
    loss_out: 0,
    bitrate_in: told.bitrateIn,
    bitrate_out: told.bitrateOut,
    freezes: 2,
    frozen: 500,
    quality: 2.5,
    reconnects: 1,
    transport: 'udp',
    samples: 2,
    duration: Math.round(one.duration * 2),
  });
});

test('what is not known is left out of the report', () => {
  const call = new CallStatistics();
  call.add(
    { ...sample(first, second, owners), rtt: undefined, jitter: undefined, transport: '', heard: false, seen: false },
    500,
    0,
  );
  const report = call.report();
  expect(Object.keys(report ?? {})).toEqual(
    expect.not.arrayContaining(['first_audio', 'first_frame', 'rtt', 'rtt_max', 'jitter', 'quality', 'transport']),
  );
  expect(JSON.stringify(report).length).toBeLessThan(2048);
});

test('a network is as bad as the worse of what the server says and what was measured', () => {
  const grade = (word: 'excellent' | 'good' | 'poor' | 'lost' | 'unknown', loss = 0, rtt?: number) =>
    networkQuality({ word, loss, rtt });
  expect(grade('excellent')).toBe(NetworkQuality.EXCELLENT);
  expect(grade('good', 0, 30)).toBe(NetworkQuality.GOOD);
  expect(grade('excellent', 0.05)).toBe(NetworkQuality.AVERAGE);
  expect(grade('good', 0, 600)).toBe(NetworkQuality.POOR);
  expect(grade('poor', 0.01)).toBe(NetworkQuality.POOR);
  expect(grade('poor', 0.3)).toBe(NetworkQuality.VERY_BAD);
  expect(grade('lost')).toBe(NetworkQuality.DISCONNECTED);
  expect(grade('unknown')).toBe(NetworkQuality.UNKNOWN);
});
