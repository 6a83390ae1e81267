import { Icon, Segments } from '@ringline/look';
import { useCall, useIncomingCall } from '@ringline/react';
import { useId, useState } from 'react';
import { useTexts } from '../language';
import type { Session } from '../session';
import type { Entry } from '../useLog';
import { Code } from './Code';
import { CurlLine } from './CurlLine';
import { EventLog } from './EventLog';
import { Timeline } from './Timeline';

interface Props {
  session: Session;
  log: readonly Entry[];
  contacts: readonly string[];
}

type View = 'events' | 'timeline' | 'code';

/** What goes on behind the page: what the engine says, what the server has on disk, and the code that does it. */
export function Hood({ session, log, contacts }: Props) {
  const say = useTexts();
  const { call, ended } = useCall();
  const { call: incoming } = useIncomingCall();
  const [view, setView] = useState<View>('events');
  const id = useId();
  const current = call ?? incoming;
  const callId = current?.id ?? ended?.id;
  return (
    <section className="hood card" aria-labelledby={id} id="hood">
      <h2 id={id}>
        <Icon name="terminal" />
        {say.hood}
      </h2>
      {callId !== undefined && <CurlLine key={callId} callId={callId} live={current !== null} dev={session.dev} />}
      {callId !== undefined && session.dev && (
        <a
          className="button small"
          href={`/console#/calls/${callId}`}
          target="_blank"
          rel="noopener"
          data-testid="to-console"
        >
          <Icon name="open" />
          {say.inConsole}
        </a>
      )}
      <Segments
        label={say.hood}
        value={view}
        options={{ events: say.events, timeline: say.timeline, code: say.code }}
        onChoose={setView}
        testId="hood"
      />
      {view === 'events' && <EventLog log={log} />}
      {view === 'timeline' && (
        <Timeline
          key={callId}
          callId={callId}
          dev={session.dev}
          changes={[current?.state, ended?.reason, current?.members.map(({ state }) => state).join()].join()}
        />
      )}
      {view === 'code' && <Code session={session} contacts={contacts} />}
    </section>
  );
}
