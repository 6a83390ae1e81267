import { RinglineEvent } from '@ringline/call-engine';
import type { State } from '../state';

const silent: ReadonlySet<string> = new Set(Object.values(RinglineEvent));

/**
 * Reads what happens in the call to those who do not see it. The ringing sheet, the banners and the end card speak for
 * themselves; who comes online is no news to somebody who talks.
 */
export function Announcer({ state }: { state: State }) {
  const { call, log } = state;
  const newest = call && log.find((entry) => entry.at >= call.startedAt && !silent.has(entry.name));
  return (
    <div className="visually-hidden" role="status" data-testid="announce">
      {newest?.text}
    </div>
  );
}
