import { NetworkQuality } from './constants';

/** What is known of one member's network. */
export interface NetworkSigns {
  /** The media server's word. */
  word: 'excellent' | 'good' | 'poor' | 'lost' | 'unknown';
  /** Share of packets that were lost, 0…1. */
  loss: number;
  /** Round trip in ms; undefined where it is not known, as of others. */
  rtt: number | undefined;
}

/** From these on, a network is this bad whatever the server says. The worst first. */
const limits = [
  { quality: NetworkQuality.VERY_BAD, loss: 0.2, rtt: 1_000 },
  { quality: NetworkQuality.POOR, loss: 0.1, rtt: 500 },
  { quality: NetworkQuality.AVERAGE, loss: 0.04, rtt: 250 },
];

const words = {
  excellent: NetworkQuality.EXCELLENT,
  good: NetworkQuality.GOOD,
  poor: NetworkQuality.POOR,
  lost: NetworkQuality.DISCONNECTED,
  unknown: NetworkQuality.UNKNOWN,
} as const;

/** The documented grade: the worse of what the media server thinks and what was measured here. Pure. */
export function networkQuality({ word, loss, rtt }: NetworkSigns): NetworkQuality {
  const measured = limits.find((limit) => loss >= limit.loss || (rtt ?? 0) >= limit.rtt)?.quality;
  return Math.max(words[word], measured ?? NetworkQuality.UNKNOWN) as NetworkQuality;
}
