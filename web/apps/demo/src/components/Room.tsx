import type { CallEngine } from '@ringline/call-engine';
import { useEffect } from 'react';
import type { Session } from '../session';
import { askedBy } from '../state';
import { isInside, useCall } from '../useCall';
import { usePanel } from '../usePanel';
import { useTitle } from '../useTitle';
import { useTone } from '../useTone';
import { Announcer } from './Announcer';
import { Banners } from './Banners';
import { CallStage } from './CallStage';
import { EndCard } from './EndCard';
import { Header } from './Header';
import { Hood } from './Hood';
import { IncomingSheet } from './IncomingSheet';
import { People } from './People';
import { Welcome } from './Welcome';

interface Props {
  engine: CallEngine;
  session: Session;
  /** With a reason when the session ended by itself. */
  onSignOut: (why?: string) => void;
}

/** Everything after the login. */
export function Room({ engine, session, onSignOut }: Props) {
  const { state, dispatch, commands } = useCall(engine, session);
  const { call, ended, over } = state;
  const [panel, setPanel] = usePanel(call?.callId);
  const inside = isInside(state);
  const rings = call !== undefined && !inside;
  const from = askedBy(state);

  useEffect(() => {
    if (over !== undefined) onSignOut(over);
  }, [over, onSignOut]);
  useTone(rings ? 'ring' : call?.status === 'calling' ? 'ringback' : undefined);
  useTitle(rings ? `${from} is calling` : inside ? 'In a call' : session.user);

  const phase = inside ? 'call' : ended ? 'ended' : 'idle';
  return (
    <div className="shell" data-phase={phase} data-panel={panel}>
      <Header
        user={session.user}
        device={state.ready ? (engine.getSelf()?.deviceID ?? '') : ''}
        connection={state.connection}
        onSignOut={() => onSignOut()}
      />
      <Banners state={state} commands={commands} />
      <main className="columns">
        <h1 className="visually-hidden">Calls of {session.user}</h1>
        <People state={state} commands={commands} engine={engine} onClose={() => setPanel(undefined)} />
        <div className="stage">
          {inside && call ? (
            <CallStage
              key={call.callId}
              engine={engine}
              state={state}
              call={call}
              commands={commands}
              dispatch={dispatch}
              panel={panel}
              onPanel={setPanel}
            />
          ) : ended ? (
            <EndCard ended={ended} commands={commands} />
          ) : (
            <Welcome me={session.user} />
          )}
        </div>
        <Hood
          callId={call?.callId ?? ended?.callId}
          live={call !== undefined}
          dev={session.dev}
          log={state.log}
          onClose={() => setPanel(undefined)}
        />
      </main>
      {rings && (
        <IncomingSheet
          key={call.callId}
          call={call}
          from={from}
          me={session.user}
          engine={engine}
          onAccept={commands.accept}
          onReject={commands.reject}
        />
      )}
      <Announcer state={state} />
    </div>
  );
}
