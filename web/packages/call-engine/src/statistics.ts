import type { Statistics, UserStatistics } from './types';

/** One entry of the browser's getStats, as much of it as is read here. */
export interface Stat {
  readonly id: string;
  readonly type: string;
  /** Ms. */
  readonly timestamp: number;
  readonly [field: string]: unknown;
}

/** What getStats said at one moment, by id. */
export type Snapshot = ReadonlyMap<string, Stat>;

/** How the media did between two snapshots. Counts, so that samples can be added up; empty and 0 where nothing is known. */
export interface Sample {
  /** Ms between the two. */
  duration: number;
  rtt: number | undefined;
  jitter: number | undefined;
  received: number;
  lostIn: number;
  sent: number;
  lostOut: number;
  bytesIn: number;
  bytesOut: number;
  freezes: number;
  /** Ms. */
  frozen: number;
  /** Whether any sound, any picture has ever come out of a decoder. */
  heard: boolean;
  seen: boolean;
  transport: Statistics['transport'];
  users: UserStatistics[];
}

/** Below this, summed over all its samples, a sound is none: it takes a tone a person can hear a few ms to pass it. */
const AUDIBLE = 1e-6;

/**
 * Compares two snapshots of the peer connections of one room. Pure.
 *
 * @param before undefined: only what does not need a before is told, such as sizes and whether anything was heard
 * @param owners whose an incoming track is, by the track's id in this browser
 */
export function sample(before: Snapshot | undefined, after: Snapshot, owners: ReadonlyMap<string, string>): Sample {
  const out: Sample = {
    duration: 0,
    rtt: undefined,
    jitter: undefined,
    received: 0,
    lostIn: 0,
    sent: 0,
    lostOut: 0,
    bytesIn: 0,
    bytesOut: 0,
    freezes: 0,
    frozen: 0,
    heard: false,
    seen: false,
    transport: '',
    users: [],
  };
  const users = new Map<string, Incoming>();
  const jitters: number[] = [];
  const trips: number[] = [];
  for (const stat of after.values()) {
    const was = before?.get(stat.id);
    const grown = (field: string) => growth(was, stat, field, before !== undefined);
    // What the other end reports carries the time of its report.
    if (was && !stat.type.startsWith('remote-')) out.duration = Math.max(out.duration, stat.timestamp - was.timestamp);
    switch (stat.type) {
      case 'inbound-rtp': {
        const received = grown('packetsReceived');
        const lost = Math.max(0, grown('packetsLost')); // a late packet is taken back from the lost ones
        const bytes = grown('bytesReceived') + grown('headerBytesReceived');
        out.received += received;
        out.lostIn += lost;
        out.bytesIn += bytes;
        out.freezes += grown('freezeCount');
        out.frozen += grown('totalFreezesDuration') * 1000;
        if (stat.kind === 'audio' && received > 0) jitters.push(number(stat, 'jitter') * 1000);
        out.heard ||= stat.kind === 'audio' && number(stat, 'totalAudioEnergy') > AUDIBLE;
        out.seen ||= number(stat, 'framesDecoded') > 0;
        const owner = owners.get(text(stat, 'trackIdentifier'));
        if (owner !== undefined) {
          const user = users.get(owner) ?? nothing();
          users.set(owner, user);
          user.received += received;
          user.lost += lost;
          user.bytes += bytes;
          if (stat.kind === 'audio') user.audioLevel = Math.max(user.audioLevel, number(stat, 'audioLevel'));
          else if (received > 0 || !before) picture(user, stat);
        }
        break;
      }
      case 'outbound-rtp':
        out.sent += grown('packetsSent');
        out.bytesOut += grown('bytesSent') + grown('headerBytesSent');
        break;
      case 'remote-inbound-rtp':
        out.lostOut += Math.max(0, grown('packetsLost'));
        break;
      case 'candidate-pair':
        if (!inUse(stat, after)) break;
        if (typeof stat.currentRoundTripTime === 'number') trips.push(stat.currentRoundTripTime * 1000);
        out.transport = transportOf(after.get(text(stat, 'localCandidateId'))) || out.transport;
        break;
    }
  }
  out.rtt = mean(trips);
  out.jitter = mean(jitters);
  const rate = (bytes: number) => (out.duration > 0 ? Math.round((bytes * 8000) / out.duration) : 0);
  out.users = [...users].map(([userID, user]) => ({
    userID,
    bitrate: rate(user.bytes),
    loss: share(user.lost, user.lost + user.received),
    width: user.width,
    height: user.height,
    fps: user.fps,
    audioLevel: user.audioLevel,
  }));
  return out;
}

/** How many bytes came in all, whatever they are for; 0 if that is not known. */
export function arrived(snapshot: Snapshot): number {
  const pairs = [...snapshot.values()].filter(({ type }) => type === 'candidate-pair');
  return pairs.reduce((sum, pair) => sum + number(pair, 'bytesReceived'), 0);
}

/** What is quieter is silence, in dB of the loudest. */
const SILENCE = -50;

/**
 * How loud everybody was between two snapshots, 0…100: those whose sound arrives, and this device's own. Even to the ear:
 * the steps are of loudness, not of power. Pure.
 *
 * @param own the name for this device's sound
 */
export function levels(
  before: Snapshot,
  after: Snapshot,
  owners: ReadonlyMap<string, string>,
  own: string,
): Map<string, number> {
  const out = new Map<string, number>();
  for (const stat of after.values()) {
    if (stat.kind !== 'audio' || (stat.type !== 'inbound-rtp' && stat.type !== 'media-source')) continue;
    const user = stat.type === 'media-source' ? own : owners.get(text(stat, 'trackIdentifier'));
    if (user === undefined || typeof stat.totalAudioEnergy !== 'number') continue;
    const was = before.get(stat.id);
    const seconds = growth(was, stat, 'totalSamplesDuration', true);
    const power = seconds > 0 ? growth(was, stat, 'totalAudioEnergy', true) / seconds : 0;
    const level = power > 0 ? Math.round((1 - (10 * Math.log10(power)) / SILENCE) * 100) : 0;
    out.set(user, Math.max(out.get(user) ?? 0, Math.min(100, level)));
  }
  return out;
}

/** So many of so many, 0…1, to four digits. What the other end reports may be of packets that were sent before. */
export function share(lost: number, all: number): number {
  return lost > 0 && all > 0 ? Math.round(Math.min(1, lost / all) * 1e4) / 1e4 : 0;
}

interface Incoming {
  received: number;
  lost: number;
  bytes: number;
  width: number;
  height: number;
  fps: number;
  audioLevel: number;
}

function nothing(): Incoming {
  return { received: 0, lost: 0, bytes: 0, width: 0, height: 0, fps: 0, audioLevel: 0 };
}

/** The largest of a user's pictures counts. */
function picture(user: Incoming, stat: Stat): void {
  const width = number(stat, 'frameWidth');
  const height = number(stat, 'frameHeight');
  if (width * height <= user.width * user.height) return;
  Object.assign(user, { width, height, fps: Math.round(number(stat, 'framesPerSecond')) });
}

/**
 * How much a counter grew. One that was not there, or was larger, began anew meanwhile; but what was not there because
 * there was no snapshot is as if it had not grown.
 */
function growth(was: Stat | undefined, is: Stat, field: string, compared: boolean): number {
  if (!compared) return 0;
  const now = number(is, field);
  const then = was ? number(was, field) : 0;
  return field !== 'packetsLost' && now < then ? now : now - then;
}

/** The pair that a transport says it uses; browsers whose transports do not say mark the pair. */
function inUse(pair: Stat, all: Snapshot): boolean {
  for (const stat of all.values()) {
    if (stat.type === 'transport' && stat.selectedCandidatePairId !== undefined) {
      if (stat.selectedCandidatePairId === pair.id) return true;
    }
  }
  return pair.selected === true;
}

function transportOf(local: Stat | undefined): Statistics['transport'] {
  if (!local) return '';
  if (local.candidateType === 'relay') return 'relay';
  return local.protocol === 'tcp' ? 'tcp' : 'udp';
}

function mean(values: number[]): number | undefined {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

function number(stat: Stat, field: string): number {
  const value = stat[field];
  return typeof value === 'number' ? value : 0;
}

function text(stat: Stat, field: string): string {
  const value = stat[field];
  return typeof value === 'string' ? value : '';
}
