import { useState } from 'react';
import type { Media, PastCall } from '../call';
import { useKit, useWords } from '../context';
import { useCall } from '../hooks/useCall';
import { useCallHistory } from '../hooks/useCallHistory';
import { useProfile, useProfiles } from '../hooks/useProfiles';
import type { Words } from '../words';
import { Dot, Face } from './Avatar';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { useRoot } from './root';

export interface CallHistoryProps {
  /** Default 20. */
  pageSize?: number | undefined;
  /** What calling back does. Left out: it calls them. */
  onCallBack?: ((call: PastCall, media: Media) => void) | undefined;
  className?: string | undefined;
}

/** The user's past calls: all or missed, a page at a time, with the way to call back. */
export function CallHistory({ pageSize = 20, onCallBack, className }: CallHistoryProps) {
  const { messages: say } = useWords();
  const [missed, setMissed] = useState(false);
  const { start } = useCall();
  const { calls, loading, error, more, loadMore, refresh } = useCallHistory({ missed, pageSize });
  const callBack = onCallBack ?? ((call: PastCall, media: Media) => void start(call.users, { media }));
  return (
    <section {...useRoot('rl-history', className)} aria-label={say.history} data-testid="history">
      <header className="rl-history-head">
        <h2 className="rl-heading">{say.history}</h2>
        <div className="rl-segments" role="group" aria-label={say.filter}>
          <button type="button" aria-pressed={!missed} onClick={() => setMissed(false)} data-testid="history-all">
            {say.all}
          </button>
          <button type="button" aria-pressed={missed} onClick={() => setMissed(true)} data-testid="history-missed">
            {say.missed}
          </button>
        </div>
      </header>
      {error !== '' && (
        <div className="rl-banner" role="alert">
          <Icon name="warning" />
          <p>{error}</p>
          <button type="button" className="rl-button" data-size="s" onClick={refresh}>
            {say.tryAgain}
          </button>
        </div>
      )}
      {calls === null && error === '' && <Waiting />}
      {calls?.length === 0 && (
        <div className="rl-empty">
          <span className="rl-empty-mark">
            <Icon name={missed ? 'check' : 'clock'} />
          </span>
          <p className="rl-person-name">{missed ? say.noMissed : say.noCalls}</p>
          <p className="rl-soft">{missed ? say.noMissedHint : say.noCallsHint}</p>
        </div>
      )}
      {calls !== null && calls.length > 0 && (
        <ul className="rl-past-list" aria-busy={loading}>
          {calls.map((call) => (
            <Past key={call.id} call={call} onCallBack={callBack} />
          ))}
        </ul>
      )}
      {more && (
        <button type="button" className="rl-button" disabled={loading} onClick={loadMore} data-testid="history-more">
          {loading ? say.loading : say.more}
        </button>
      )}
    </section>
  );
}

/** The shape of what is coming. */
function Waiting() {
  const { messages: say } = useWords();
  return (
    <div className="rl-past-list" role="status">
      <span className="rl-hidden">{say.loading}</span>
      {[0, 1, 2].map((n) => (
        <span key={n} className="rl-past rl-ghost" aria-hidden="true">
          <i />
          <i />
        </span>
      ))}
    </div>
  );
}

function Past({ call, onCallBack }: { call: PastCall; onCallBack: (call: PastCall, media: Media) => void }) {
  const words = useWords();
  const { messages: say } = words;
  const busy = useKit((state) => state.call !== null || state.dialing !== null);
  const names = words.list(useProfiles(call.users).map(({ name }) => name));
  const [first] = call.users;
  const { name: caller } = useProfile(call.caller);
  const { icon, text } = kindOf(call, names, caller, words);
  return (
    <li className="rl-past" data-missed={call.missed} data-testid={`past-${call.id}`}>
      <span className="rl-person-face">
        {first !== undefined && <Face user={first} />}
        {first !== undefined && call.users.length === 1 && <Dot user={first} />}
        {call.users.length > 1 && <span className="rl-badge rl-count">+{call.users.length - 1}</span>}
      </span>
      <span className="rl-person-text">
        <span className="rl-person-name">{names}</span>
        <span className="rl-past-note">
          <Icon name={icon} />
          <span className="rl-hidden">{call.role === 'caller' ? say.outgoing : say.incoming}, </span>
          <span>{text}</span>
          <When at={call.startedAt} />
        </span>
      </span>
      <span className="rl-past-buttons">
        <button
          type="button"
          className="rl-round"
          data-look="tinted"
          disabled={busy}
          aria-label={say.voiceCallTo(names)}
          onClick={() => onCallBack(call, 'audio')}
          data-testid={`past-voice-${call.id}`}
        >
          <Icon name="phone" />
        </button>
        <button
          type="button"
          className="rl-round"
          data-look="tinted"
          disabled={busy}
          aria-label={say.videoCallTo(names)}
          onClick={() => onCallBack(call, 'video')}
          data-testid={`past-video-${call.id}`}
        >
          <Icon name="camera" />
        </button>
      </span>
    </li>
  );
}

/** Which way it went, and how far it got. */
function kindOf(call: PastCall, names: string, caller: string, words: Words): { icon: IconName; text: string } {
  const { messages: say } = words;
  if (call.missed) return { icon: 'missed', text: say.missedCall };
  const out = call.role === 'caller';
  const icon = out ? 'out' : 'in';
  if (call.answered) return { icon, text: words.duration(call.talk, 'short') };
  /** The reason is what the last of them did: the others may not have answered. */
  const several = call.users.length > 1;
  switch (reasonFor(call)) {
    case 'canceled':
      return { icon, text: out ? say.youGaveUp : say.canceledBy(caller) };
    case 'rejected':
      return { icon, text: out ? (several ? say.nobodyJoined : say.declined(names)) : say.youDeclined };
    case 'busy':
      return { icon, text: out ? (several ? say.nobodyJoined : say.isBusy(names, 1)) : say.youWereBusy };
    case 'offline':
      return { icon, text: say.connectionLost };
    default:
      return { icon, text: say.noAnswer };
  }
}

/** What somebody else of a group did last, which ended the call, is not what this user did. */
function reasonFor({ role, reason, ownReason }: PastCall): string {
  if (role === 'caller' || ownReason === '') return reason;
  const declined = reason === 'rejected' || reason === 'busy';
  return ownReason === 'call_over' && !declined ? reason : ownReason;
}

function When({ at }: { at: number }) {
  const words = useWords();
  const [now] = useState(() => Date.now());
  const full = new Intl.DateTimeFormat(words.tag, { dateStyle: 'full', timeStyle: 'short' }).format(at);
  return (
    <time dateTime={new Date(at).toISOString()} title={full}>
      {words.when(at, now)}
    </time>
  );
}
