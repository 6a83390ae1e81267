import { share, type Sample } from './statistics';
import type { Statistics } from './types';
import type { CallStats } from './wire';

/** Adds up one device's samples of one call, over all the rooms it was in for it. */
export class CallStatistics {
  #samples = 0;
  #duration = 0;
  #rtt = new Mean();
  #jitter = new Mean();
  #quality = new Mean();
  #received = 0;
  #lostIn = 0;
  #sent = 0;
  #lostOut = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  #freezes = 0;
  #frozen = 0;
  #transport: Statistics['transport'] = '';
  /** Ms from the device's answer; 0 before. */
  firstAudio = 0;
  firstFrame = 0;
  reconnects = 0;

  /**
   * @param now ms since the device's answer
   * @param quality the documented grade at that time; 0 if it is not known
   * @returns what an app is told of it
   */
  add(sample: Sample, now: number, quality: number): Omit<Statistics, 'at'> {
    if (sample.heard) this.firstAudio ||= Math.round(now);
    if (sample.seen) this.firstFrame ||= Math.round(now);
    if (sample.duration > 0) this.#count(sample, quality);
    const rate = (bytes: number) => (sample.duration > 0 ? Math.round((bytes * 8000) / sample.duration) : 0);
    return {
      rtt: Math.round(sample.rtt ?? 0),
      jitter: tenths(sample.jitter ?? 0),
      lossIn: share(sample.lostIn, sample.lostIn + sample.received),
      lossOut: share(sample.lostOut, sample.sent),
      bitrateIn: rate(sample.bytesIn),
      bitrateOut: rate(sample.bytesOut),
      freezes: this.#freezes,
      frozen: Math.round(this.#frozen),
      transport: sample.transport,
      firstAudio: this.firstAudio,
      firstFrame: this.firstFrame,
      users: sample.users,
    };
  }

  /** All of it, as the server takes it. Undefined while there is nothing to tell. */
  report(): CallStats | undefined {
    if (this.#samples === 0 && this.firstAudio === 0 && this.firstFrame === 0) return undefined;
    const rate = (bytes: number) => (this.#duration > 0 ? Math.round((bytes * 8000) / this.#duration) : undefined);
    return known({
      first_audio: this.firstAudio || undefined,
      first_frame: this.firstFrame || undefined,
      rtt: tenths(this.#rtt.value),
      rtt_max: tenths(this.#rtt.largest),
      jitter: tenths(this.#jitter.value),
      loss_in: share(this.#lostIn, this.#lostIn + this.#received),
      loss_out: share(this.#lostOut, this.#sent),
      bitrate_in: rate(this.#bytesIn),
      bitrate_out: rate(this.#bytesOut),
      freezes: this.#freezes,
      frozen: Math.round(this.#frozen),
      quality: tenths(this.#quality.value),
      reconnects: this.reconnects,
      transport: this.#transport || undefined,
      samples: this.#samples,
      duration: Math.round(this.#duration),
    });
  }

  #count(sample: Sample, quality: number): void {
    this.#samples++;
    this.#duration += sample.duration;
    this.#rtt.add(sample.rtt);
    this.#jitter.add(sample.jitter);
    this.#quality.add(quality || undefined);
    this.#received += sample.received;
    this.#lostIn += sample.lostIn;
    this.#sent += sample.sent;
    this.#lostOut += sample.lostOut;
    this.#bytesIn += sample.bytesIn;
    this.#bytesOut += sample.bytesOut;
    this.#freezes += sample.freezes;
    this.#frozen += sample.frozen;
    this.#transport = sample.transport || this.#transport;
  }
}

class Mean {
  #sum = 0;
  #count = 0;
  largest: number | undefined;

  add(value: number | undefined): void {
    if (value === undefined) return;
    this.#sum += value;
    this.#count++;
    this.largest = Math.max(this.largest ?? value, value);
  }

  get value(): number | undefined {
    return this.#count > 0 ? this.#sum / this.#count : undefined;
  }
}

function tenths(value: number): number;
function tenths(value: number | undefined): number | undefined;
function tenths(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 10) / 10;
}

/** Without what is not known. */
function known(stats: { [K in keyof CallStats]: CallStats[K] | undefined }): CallStats {
  return Object.fromEntries(Object.entries(stats).filter(([, value]) => value !== undefined));
}
