/**
 * The sounds of a call, made from oscillators: what rings here, what a caller hears while it rings elsewhere, busy, and
 * the end. They differ in pitch and rhythm so that one knows which it is without looking.
 *
 * A browser only lets a page sound after the user touched it; until then a tone waits silently for
 * the first touch instead of provoking a console warning.
 */

export type Tone = 'ring' | 'ringback' | 'busy' | 'ended';

interface Note {
  /** Seconds from the start of the pattern. */
  at: number;
  /** Seconds. */
  length: number;
  /** Hertz. */
  pitches: readonly number[];
}

interface Pattern {
  notes: readonly Note[];
  /** Seconds until it starts over; 0: once only. */
  period: number;
  gain: number;
}

const patterns: Record<Tone, Pattern> = {
  // A bright rising figure, twice.
  ring: {
    notes: [0, 0.9].flatMap((start) => [
      { at: start, length: 0.22, pitches: [659.25] },
      { at: start + 0.18, length: 0.22, pitches: [830.61] },
      { at: start + 0.36, length: 0.4, pitches: [987.77] },
    ]),
    period: 2.8,
    gain: 0.11,
  },
  // Two low hums and a long pause, like a line that rings far away.
  ringback: { notes: [{ at: 0, length: 1.1, pitches: [392, 440] }], period: 3.6, gain: 0.05 },
  // Three short hums.
  busy: { notes: [0, 0.45, 0.9].map((at) => ({ at, length: 0.25, pitches: [392, 466.16] })), period: 0, gain: 0.05 },
  // Two steps down.
  ended: {
    notes: [
      { at: 0, length: 0.14, pitches: [587.33] },
      { at: 0.13, length: 0.24, pitches: [440] },
    ],
    period: 0,
    gain: 0.06,
  },
};

/** Plays a tone, over and over if it is of that kind, until the returned function is called. */
export function play(tone: Tone): () => void {
  const pattern = patterns[tone];
  const touched = new AbortController();
  let context: AudioContext | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const start = () => {
    touched.abort();
    const audio = new AudioContext();
    context = audio;
    sound(audio, pattern);
    if (pattern.period > 0) timer = setInterval(() => sound(audio, pattern), pattern.period * 1000);
  };

  const { userActivation } = navigator as Partial<Navigator>;
  if (userActivation?.hasBeenActive) {
    start();
  } else if (pattern.period > 0) {
    // What sounds once is old by the time of a touch.
    for (const event of ['pointerdown', 'keydown'] as const) {
      addEventListener(event, start, { once: true, signal: touched.signal });
    }
  }

  return () => {
    touched.abort();
    clearInterval(timer);
    void context?.close();
  };
}

function sound(context: AudioContext, { notes, gain }: Pattern): void {
  for (const note of notes) {
    const from = context.currentTime + 0.02 + note.at;
    const until = from + note.length;
    const envelope = context.createGain();
    envelope.connect(context.destination);
    envelope.gain.setValueAtTime(0, from);
    envelope.gain.linearRampToValueAtTime(gain, from + 0.03);
    envelope.gain.setValueAtTime(gain, until - Math.min(0.15, note.length / 2));
    envelope.gain.linearRampToValueAtTime(0, until);
    for (const pitch of note.pitches) {
      const oscillator = context.createOscillator();
      oscillator.type = 'sine';
      oscillator.frequency.value = pitch;
      oscillator.connect(envelope);
      oscillator.start(from);
      oscillator.stop(until);
    }
  }
}
