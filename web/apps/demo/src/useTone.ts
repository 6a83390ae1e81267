import { useEffect } from 'react';
import { play } from './tones';
import type { Tone } from './tones';

/** Sounds a tone for as long as it is given. */
export function useTone(tone: Tone | undefined): void {
  useEffect(() => (tone ? play(tone) : undefined), [tone]);
}
