import { clock, Icon } from '@ringline/look';
import { useCallback, useState } from 'react';
import { useAct, useDesk } from '../desk';
import { useTag, useTexts } from '../language';
import { to } from '../route';
import { useNow } from '../useNow';
import { usePoll } from '../usePoll';
import type { Call, CallEvent } from '../wire';
import { title } from '../words';
import { Badge, MediaIcon } from './Badge';
import { CallFacts } from './CallFacts';
import { toneOf } from './CallRow';
import { Confirm } from './Confirm';
import { EventList } from './EventList';
import { Invite } from './Invite';
import { Lanes } from './Lanes';
import { Members } from './Members';
import { Fault, Loading } from './States';

/** Between two looks: at what runs, and at what is over, of which something may be told late. */
const LIVE = 1500;
const OVER = 10_000;

/** A call, live or over: who is in it, what happened, and what can be done. */
export function CallPage({ id }: { id: string }) {
  const say = useTexts();
  const tag = useTag();
  const { api, app, may } = useDesk();
  const [over, setOver] = useState(false);
  const path = `/apps/${app}/calls/${encodeURIComponent(id)}`;
  const load = useCallback(
    async (signal: AbortSignal) => {
      const [call, { events }] = await Promise.all([
        api.get<Call>(path, {}, signal),
        api.get<{ events: CallEvent[] }>(`${path}/events`, {}, signal),
      ]);
      return { call, events };
    },
    [api, path],
  );
  const { data, at, fault, again } = usePoll(load, over ? OVER : LIVE);
  const now = useNow();
  if (data && over !== (data.call.state === 'ended')) setOver(data.call.state === 'ended');
  if (!data) {
    return (
      <>
        <Back over={false} />
        <h1>{say.call(id)}</h1>
        {fault === undefined ? <Loading /> : <Fault fault={fault} again={again} />}
      </>
    );
  }
  const { call, events } = data;
  const acts = may('calls:write') && call.state !== 'ended';
  const time = call.state === 'ringing' ? call.ring_ms : call.talk_ms;
  return (
    <article className="call-page" data-testid="call-page" data-call-id={id} data-state={call.state}>
      <Back over={call.state === 'ended'} />
      <header className="call-head">
        <div>
          <h1>{title(call, tag, say)}</h1>
          <p className="call-line">
            <MediaIcon media={call.media} />
            {call.end ? (
              <Badge tone={toneOf(call.end.result)}>{say.result[call.end.result]}</Badge>
            ) : (
              <Badge tone={call.state === 'ringing' ? 'warm' : 'good'}>{say.state[call.state]}</Badge>
            )}
            <span className="row-clock">{clock(time + (call.end ? 0 : Math.max(0, now - at)))}</span>
            <span>{say.kind[call.kind]}</span>
          </p>
        </div>
        {acts && <EndCall path={path} onDone={again} />}
      </header>
      {fault !== undefined && <Fault fault={fault} again={again} stale />}
      <section className="card panel" aria-labelledby="members">
        <h2 id="members">{say.members}</h2>
        <Members call={call} path={path} acts={acts} onDone={again} />
        {acts && <Invite path={path} onDone={again} />}
      </section>
      <section className="card panel" aria-labelledby="timeline">
        <h2 id="timeline">{say.timeline}</h2>
        <Lanes call={call} events={events} />
        <EventList events={events} />
      </section>
      <section className="card panel" aria-labelledby="facts">
        <h2 id="facts">{say.facts}</h2>
        <CallFacts call={call} />
      </section>
    </article>
  );
}

function Back({ over }: { over: boolean }) {
  const say = useTexts();
  const page = over ? 'records' : 'calls';
  return (
    <a className="back" href={to(page)}>
      <Icon name="back" />
      {say.pages[page]}
    </a>
  );
}

function EndCall({ path, onDone }: { path: string; onDone: () => void }) {
  const say = useTexts();
  const { api } = useDesk();
  const { busy, act } = useAct();
  const [asking, setAsking] = useState(false);
  const end = async () => {
    await act(
      () => api.post(`${path}/end`),
      () => say.endedSaid,
    );
    setAsking(false);
    onDone();
  };
  return (
    <>
      <button type="button" className="button danger" onClick={() => setAsking(true)} data-testid="end-call">
        {say.endCall}
      </button>
      {asking && (
        <Confirm
          title={say.endCallAsk}
          hint={say.endCallHint}
          action={say.endCall}
          busy={busy}
          onDo={() => void end()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
