import type { State } from '../state';

/** Reads the newest event to those who do not see the page. The ringing sheet and the end card speak for themselves. */
export function Announcer({ state }: { state: State }) {
  const newest = state.log[0];
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-testid="announce">
      {state.call && newest?.text}
    </div>
  );
}
