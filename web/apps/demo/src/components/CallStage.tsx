import type { CallEngine, CallInfo } from '@ringline/call-engine';
import { useEffect, useRef } from 'react';
import type { Dispatch } from 'react';
import { clock, list } from '../format';
import type { Commands } from '../commands';
import type { Action, State } from '../state';
import type { Panel } from '../usePanel';
import { useServerNow } from '../useServerNow';
import { Controls } from './Controls';
import { Tiles } from './Tiles';

interface Props {
  engine: CallEngine;
  state: State;
  call: CallInfo;
  commands: Commands;
  dispatch: Dispatch<Action>;
  panel: Panel | undefined;
  onPanel: (panel: Panel | undefined) => void;
}

/** The call that this device is in: faces, clock, controls. */
export function CallStage({ engine, state, call, commands, dispatch, panel, onPanel }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);

  const others = call.members.filter((member) => member.state !== 'gone' && member.userID !== state.me);
  return (
    <section
      className="call"
      aria-labelledby="call-title"
      data-testid="call"
      data-call-id={call.callId}
      data-status={call.status}
      data-media={state.media}
    >
      <div className="call-head">
        <h2 id="call-title" ref={title} tabIndex={-1}>
          <span className="visually-hidden">{call.status === 'calling' ? 'Calling ' : 'In a call with '}</span>
          {list(others.map((member) => member.userID))}
        </h2>
        <CallClock engine={engine} call={call} />
      </div>
      <Tiles engine={engine} state={state} call={call} dispatch={dispatch} />
      <Controls state={state} call={call} commands={commands} panel={panel} onPanel={onPanel} />
    </section>
  );
}

function CallClock({ engine, call }: { engine: CallEngine; call: CallInfo }) {
  const now = useServerNow(engine);
  return (
    <span className="call-clock" data-testid="call-clock">
      {call.answeredAt > 0 ? clock(now - call.answeredAt) : 'calling…'}
    </span>
  );
}
