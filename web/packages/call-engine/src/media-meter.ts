import { ConnectionQuality, ConnectionState, DisconnectReason, RoomEvent, type Room } from 'livekit-client';
import { CallStatistics } from './call-statistics';
import { NetworkQuality } from './constants';
import type { MediaListener } from './media';
import { networkQuality, type NetworkSigns } from './network-quality';
import { Silence } from './silence';
import { arrived, levels, sample, type Sample, type Snapshot, type Stat } from './statistics';

/** How often levels are told, ms. */
const LEVELS = 400;
/** At every so many of them statistics are taken. */
const SAMPLES = 5;
/** How often the first sound is looked for, ms, and for how long before the samples have to do. */
const FIRST = 50;
const FIRST_PATIENCE = 15_000;
/** How often the server hears of it, ms. */
const REPORTS = 60_000;

const words: Record<ConnectionQuality, NetworkSigns['word']> = {
  [ConnectionQuality.Unknown]: 'unknown',
  [ConnectionQuality.Excellent]: 'excellent',
  [ConnectionQuality.Good]: 'good',
  [ConnectionQuality.Poor]: 'poor',
  [ConnectionQuality.Lost]: 'lost',
};

/** Nothing broke: they left, or were told to. */
const meant = new Set([
  DisconnectReason.CLIENT_INITIATED,
  DisconnectReason.DUPLICATE_IDENTITY,
  DisconnectReason.PARTICIPANT_REMOVED,
  DisconnectReason.ROOM_DELETED,
  DisconnectReason.ROOM_CLOSED,
]);

type MeterListener = Pick<MediaListener, 'onVolumes' | 'onQuality' | 'onStatistics' | 'onReport' | 'onSilence'>;

/**
 * Measures what goes on in the rooms of one call: levels, networks, statistics. It only looks, and what it cannot see
 * it leaves out.
 */
export class MediaMeter {
  readonly #listener: MeterListener;
  #call = new CallStatistics();
  /** performance.now() of the device's answer; undefined between calls. */
  #since: number | undefined;
  #reported = 0;
  #told = { audio: false, frame: false };
  #room: Room | undefined;
  /** Of the last look, and of the last sample. */
  #last: Snapshot | undefined;
  #sampled: Snapshot | undefined;
  /** Of the last sample. */
  #measured: Sample | undefined;
  #silence = new Silence();
  #silent = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** How often it has looked in this room. */
  #looks = 0;
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(listener: MeterListener) {
    this.#listener = listener;
  }

  /** Whether nothing comes from the room any more, though somebody sends. */
  get silent(): boolean {
    return this.#silent;
  }

  /** Measures in this room from now on. The first room after {@link end} begins a call. */
  enter(room: Room, since: number): void {
    this.leave();
    if (this.#since === undefined) {
      this.#call = new CallStatistics();
      this.#since = since;
      this.#reported = since;
      this.#told = { audio: false, frame: false };
    } else {
      this.#call.reconnects++;
    }
    this.#room = room;
    this.#silence = new Silence();
    this.#looks = 0;
    this.#timer = setInterval(() => void this.#look(), LEVELS);
    void this.#look();
    this.#lookForFirst();
    room
      .on(RoomEvent.ConnectionQualityChanged, (quality) => {
        if (quality === ConnectionQuality.Lost) this.#networks();
      })
      .on(RoomEvent.Reconnecting, () => {
        this.#call.reconnects++;
        this.#networks();
      })
      .on(RoomEvent.Reconnected, () => this.#networks());
  }

  /** The room is gone; the call may go on in another. */
  leave(): void {
    clearInterval(this.#timer);
    clearInterval(this.#looking);
    this.#silent = false;
    this.#room = this.#last = this.#sampled = this.#measured = undefined;
  }

  /** The call is over here. */
  end(): void {
    this.leave();
    if (this.#since !== undefined) this.#report();
    this.#since = undefined;
  }

  /** Somebody is not in the room any more. Whose connection broke is shown as disconnected, once. */
  gone(user: string, reason: DisconnectReason | undefined): void {
    if (reason !== undefined && meant.has(reason)) return;
    this.#listener.onQuality({ networkQualityList: [{ userId: user, quality: NetworkQuality.DISCONNECTED }] });
  }

  /** Somebody's picture was drawn. */
  drawn(): void {
    if (this.#since !== undefined) this.#call.firstFrame ||= Math.round(this.#elapsed());
  }

  #elapsed(): number {
    return performance.now() - (this.#since ?? 0);
  }

  async #look(): Promise<void> {
    const room = this.#room;
    const snapshot = await this.#snapshot();
    if (!room || room !== this.#room || !snapshot) return;
    this.#silent = this.#silence.look(arrived(snapshot), sends(room), performance.now());
    if (this.#silent) this.#listener.onSilence();
    this.#levels(room, snapshot);
    if (this.#looks % SAMPLES === 0) this.#sample(room, snapshot);
    this.#looks++;
  }

  #levels(room: Room, snapshot: Snapshot): void {
    const me = room.localParticipant;
    const measured = levels(this.#last ?? snapshot, snapshot, owners(room), me.identity);
    this.#last = snapshot;
    const volumeMap = [me, ...room.remoteParticipants.values()].map(
      ({ identity, isMicrophoneEnabled, audioLevel }) => ({
        userId: identity,
        // Where the browser does not measure, the media server's word has to do.
        audioVolume: isMicrophoneEnabled ? (measured.get(identity) ?? Math.round(Math.min(1, audioLevel) * 100)) : 0,
      }),
    );
    this.#listener.onVolumes({ volumeMap });
  }

  #networks(): NetworkQuality {
    const room = this.#room;
    if (!room) return NetworkQuality.UNKNOWN;
    const connected = room.state === ConnectionState.Connected;
    const measured = this.#measured;
    const own = networkQuality({
      word: connected ? words[room.localParticipant.connectionQuality] : 'lost',
      loss: measured ? Math.max(lost(measured.lostIn, measured.received), lost(measured.lostOut, measured.sent)) : 0,
      rtt: measured?.rtt,
    });
    const others = [...room.remoteParticipants.values()].map(({ identity, connectionQuality }) => ({
      userId: identity,
      // What is lost on the way here is our own network's fault as likely as theirs: the server sees theirs better.
      quality: networkQuality({ word: words[connectionQuality], loss: 0, rtt: undefined }),
    }));
    this.#listener.onQuality({
      networkQualityList: [{ userId: room.localParticipant.identity, quality: own }, ...others],
    });
    return own;
  }

  #sample(room: Room, snapshot: Snapshot): void {
    const taken = sample(this.#sampled, snapshot, owners(room));
    this.#sampled = snapshot;
    this.#measured = taken;
    taken.heard &&= room.canPlaybackAudio;
    const quality = this.#networks();
    const now = this.#elapsed();
    const statistics = this.#call.add(taken, now, quality);
    this.#listener.onStatistics({ at: Date.now(), ...statistics });
    const { audio, frame } = this.#told;
    const news = (!audio && statistics.firstAudio > 0) || (!frame && statistics.firstFrame > 0);
    if (news || performance.now() - this.#reported >= REPORTS) this.#report();
  }

  #report(): void {
    this.#reported = performance.now();
    this.#told = { audio: this.#call.firstAudio > 0, frame: this.#call.firstFrame > 0 };
    const report = this.#call.report();
    if (report) this.#listener.onReport(report);
  }

  /** The samples are too far apart to tell when the first sound came. The first picture is told by whoever draws it. */
  #lookForFirst(): void {
    const until = performance.now() + FIRST_PATIENCE;
    let looking = false;
    this.#looking = setInterval(() => {
      if (this.#call.firstAudio > 0 || performance.now() > until) clearInterval(this.#looking);
      if (looking) return;
      looking = true;
      const room = this.#room;
      void this.#snapshot().then((snapshot) => {
        looking = false;
        if (!room || room !== this.#room || !snapshot) return;
        const { heard, seen } = sample(undefined, snapshot, new Map());
        const now = Math.round(this.#elapsed());
        if (heard && room.canPlaybackAudio) this.#call.firstAudio ||= now;
        if (seen) this.#call.firstFrame ||= now;
      });
    }, FIRST);
  }

  /** What the room's peer connections say; undefined if there are none, or they cannot. */
  async #snapshot(): Promise<Snapshot | undefined> {
    const manager = this.#room?.engine.pcManager;
    const transports = [manager?.publisher, manager?.subscriber];
    try {
      const reports = await Promise.all(transports.map(async (transport) => transport?.getStats()));
      const all = new Map<string, Stat>();
      reports.forEach((report, n) => {
        report?.forEach((stat: Stat) => all.set(`${n}${stat.id}`, prefixed(stat, n)));
      });
      return all.size > 0 ? all : undefined;
    } catch {
      return undefined; // closed meanwhile
    }
  }
}

/** Two peer connections may use the same ids. */
function prefixed(stat: Stat, n: number): Stat {
  const own: Record<string, unknown> = {};
  for (const field of ['selectedCandidatePairId', 'localCandidateId']) {
    if (typeof stat[field] === 'string') own[field] = `${n}${stat[field]}`;
  }
  return { ...stat, ...own, id: `${n}${stat.id}` };
}

function lost(count: number, all: number): number {
  return all > 0 ? count / all : 0;
}

/** Whether anybody's microphone or camera is on, this device's included: the media server says how that arrives. */
function sends(room: Room): boolean {
  const all = [room.localParticipant, ...room.remoteParticipants.values()];
  return all.some(({ isMicrophoneEnabled, isCameraEnabled }) => isMicrophoneEnabled || isCameraEnabled);
}

/** Whose an incoming track is, by its id in this browser. */
function owners(room: Room): Map<string, string> {
  const all = new Map<string, string>();
  for (const participant of room.remoteParticipants.values()) {
    for (const { track } of participant.trackPublications.values()) {
      if (track) all.set(track.mediaStreamTrack.id, participant.identity);
    }
  }
  return all;
}
