import { milliseconds, rate, share } from '@ringline/look';
import { useState } from 'react';
import { useAct, useDesk } from '../desk';
import { useTag, useTexts } from '../language';
import { to } from '../route';
import { lasting } from '../times';
import type { Call, Leg, Statistics } from '../wire';
import { Badge } from './Badge';
import { Confirm } from './Confirm';
import { MuteSheet } from './MuteSheet';

interface Props {
  call: Call;
  path: string;
  /** Whether something can be done to them. */
  acts: boolean;
  onDone: () => void;
}

/** Everybody who is or was in a call. */
export function Members({ call, path, acts, onDone }: Props) {
  return (
    <ul className="members" data-testid="members">
      {call.legs.map((leg) => (
        <Member key={leg.n} leg={leg} path={path} acts={acts && leg.state !== 'gone'} onDone={onDone} />
      ))}
    </ul>
  );
}

const tones = { ringing: 'warm', joined: 'good', gone: 'calm' } as const;

function Member({ leg, path, acts, onDone }: { leg: Leg } & Omit<Props, 'call'>) {
  const say = useTexts();
  const tag = useTag();
  const { user, role, state, robot, device, reason } = leg;
  return (
    <li data-testid={`member-${user}`} data-state={state} data-reason={reason}>
      <div className="member-who">
        <a href={to('users', user)}>{user}</a>
        <span className="row-note">{[say.role[role], robot && say.robot].filter(Boolean).join(' · ')}</span>
      </div>
      <Badge tone={tones[state]}>{state === 'gone' && reason ? say.reason[reason] : say.member[state]}</Badge>
      <dl className="pairs">
        {device && <Pair name={say.factNames.device} value={device} />}
        {leg.ring_ms > 0 && <Pair name={say.factNames.rang} value={lasting(tag, leg.ring_ms)} />}
        {leg.talk_ms > 0 && <Pair name={say.factNames.talked} value={lasting(tag, leg.talk_ms)} />}
        {leg.statistics && <Numbers statistics={leg.statistics} />}
      </dl>
      {!leg.statistics && state === 'joined' && !robot && <p className="hint">{say.noStatistics}</p>}
      {acts && <Acts leg={leg} path={path} onDone={onDone} />}
    </li>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** How the member's device said the media is. */
function Numbers({ statistics }: { statistics: Statistics }) {
  const { statistics: names, qualities } = useTexts();
  const tag = useTag();
  const { rtt_ms: rtt, loss_in: lost, bitrate_in: received, bitrate_out: sent, first_audio_ms: sound } = statistics;
  const { quality, transport } = statistics;
  return (
    <>
      {rtt !== undefined && <Pair name={names.rtt} value={milliseconds(tag, rtt)} />}
      {lost !== undefined && <Pair name={names.loss} value={share(tag, lost)} />}
      {received !== undefined && <Pair name={names.rate} value={rate(tag, received)} />}
      {sent !== undefined && <Pair name={names.sent} value={rate(tag, sent)} />}
      {sound !== undefined && <Pair name={names.firstSound} value={lasting(tag, sound)} />}
      {quality !== undefined && (
        <Pair name={names.quality} value={qualities[Math.round(quality) - 1] ?? String(quality)} />
      )}
      {transport !== undefined && <Pair name={names.transport} value={transport.toUpperCase()} />}
    </>
  );
}

function Acts({ leg: { user, state, robot }, path, onDone }: { leg: Leg; path: string; onDone: () => void }) {
  const say = useTexts();
  const { api } = useDesk();
  const { busy, act } = useAct();
  const [asking, setAsking] = useState<'remove' | 'mute'>();
  const close = () => setAsking(undefined);
  const remove = async () => {
    await act(
      () => api.post(`${path}/kick`, { user }),
      () => say.removedSaid(user),
    );
    close();
    onDone();
  };
  return (
    <div className="acts">
      {state === 'joined' && !robot && (
        <button type="button" className="button small" onClick={() => setAsking('mute')} data-testid={`mute-${user}`}>
          {say.mute}
          <span className="visually-hidden">: {user}</span>
        </button>
      )}
      <button type="button" className="button small" onClick={() => setAsking('remove')} data-testid={`remove-${user}`}>
        {say.remove}
        <span className="visually-hidden">: {user}</span>
      </button>
      {asking === 'remove' && (
        <Confirm
          title={say.removeAsk(user)}
          hint={say.removeHint}
          action={say.remove}
          busy={busy}
          onDo={() => void remove()}
          onClose={close}
        />
      )}
      {asking === 'mute' && <MuteSheet user={user} path={path} onClose={close} />}
    </div>
  );
}
