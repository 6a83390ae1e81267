import type { CallEngine, CallInfo } from '@ringline/call-engine';
import type { Dispatch } from 'react';
import type { Action, State } from '../state';
import { RemoteTile } from './RemoteTile';
import { SelfTile } from './SelfTile';

interface Props {
  engine: CallEngine;
  state: State;
  call: CallInfo;
  dispatch: Dispatch<Action>;
}

/** One tile per person who is in or still rings. Two share the stage as one large and one small picture. */
export function Tiles({ engine, state, call, dispatch }: Props) {
  const others = call.members.filter((member) => member.state !== 'gone' && member.userID !== state.me);
  const count = others.length + 1;
  return (
    <div className="tiles" data-count={count > 9 ? 'many' : count} data-layout={count === 2 ? 'pair' : 'grid'}>
      {others.map((member) => (
        <RemoteTile
          key={member.userID}
          engine={engine}
          member={member}
          seen={state.seen.has(member.userID)}
          heard={state.heard.has(member.userID)}
          speaking={state.speaking.has(member.userID)}
        />
      ))}
      <SelfTile
        engine={engine}
        user={state.me}
        camera={state.camera}
        microphone={state.microphone}
        speaking={state.speaking.has(state.me)}
        dispatch={dispatch}
      />
    </div>
  );
}
