import { clock, list } from '@ringline/look';
import { useTag, useTexts } from '../language';
import { to } from '../route';
import { moment } from '../times';
import type { Call, Result } from '../wire';
import { callees } from '../words';
import { Badge, MediaIcon } from './Badge';
import type { Tone } from './Badge';

/** What a call came to, in a colour. */
export function toneOf(result: Result): Tone {
  if (result === 'completed') return 'good';
  return result === 'offline' || result === 'interrupted' ? 'bad' : 'calm';
}

interface Props {
  call: Call;
  /** How long ago the server said so, in milliseconds: what runs goes on meanwhile. */
  since?: number;
}

/** A call in a list, live or over. */
export function CallRow({ call, since = 0 }: Props) {
  const say = useTexts();
  const tag = useTag();
  const { id, state, media, kind, caller, end, host } = call;
  const gone = state === 'ended' ? 0 : Math.max(0, since);
  const time = state === 'ringing' ? call.ring_ms : call.talk_ms;
  const lasted = !end || call.answered_at !== undefined;
  return (
    <li>
      <a className="row" href={to('calls', id)} data-testid={`call-${id}`} data-state={state} data-result={end?.result}>
        <MediaIcon media={media} />
        <span className="row-main">
          <span className="row-title">
            {caller}
            <span aria-hidden="true"> → </span>
            <span className="visually-hidden">, </span>
            {list(tag, callees(call))}
          </span>
          <span className="row-note">
            {[say.kind[kind], moment(tag, call.started_at), host && say.onNode(host)].filter(Boolean).join(' · ')}
          </span>
        </span>
        {lasted && <span className="row-clock">{clock(time + gone)}</span>}
        {end ? (
          <Badge tone={toneOf(end.result)}>{say.result[end.result]}</Badge>
        ) : (
          <Badge tone={state === 'ringing' ? 'warm' : 'good'}>{say.state[state]}</Badge>
        )}
      </a>
    </li>
  );
}
