import { useEffect } from 'react';
import { useKit, useSettings } from './context';
import type { State } from './state';
import { play } from './tones';
import type { Tone } from './tones';

/** Sounds what goes on, and shows nothing. */
export function Sounds() {
  const { ringtone, doNotDisturb } = useSettings();
  const tone = useKit(toneOf);
  const wanted = ringtone && !(tone === 'ring' && doNotDisturb) ? tone : undefined;
  useEffect(() => (wanted ? play(wanted) : undefined), [wanted]);
  return null;
}

function toneOf({ call, dialing, ended, me }: State): Tone | undefined {
  if (call?.state === 'incoming') return 'ring';
  if (dialing || call?.state === 'outgoing') return 'ringback';
  if (call || !ended) return undefined;
  if (ended.connected) return 'ended';
  // Whom this user called did not come. Somebody who gave up, or did not answer, needs no sound for it.
  if (ended.from !== me || ended.reason === 'canceled') return undefined;
  return ended.reason === 'busy' ? 'busy' : 'ended';
}
