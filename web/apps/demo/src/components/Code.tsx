import { CopyButton, Segments } from '@ringline/look';
import { useCall, useIncomingCall } from '@ringline/react';
import { useState } from 'react';
import { useTexts } from '../language';
import type { Session } from '../session';
import { pieces, snippet } from '../snippets';
import type { Facts, Side, Situation } from '../snippets';

/** The code behind what is on the screen right now. */
export function Code({ session, contacts }: { session: Session; contacts: readonly string[] }) {
  const say = useTexts();
  const { call, dialing, ended } = useCall();
  const { call: incoming } = useIncomingCall();
  const [side, setSide] = useState<Side>('kit');

  const current = call ?? incoming;
  const situation: Situation = current
    ? current.state === 'connected'
      ? 'call'
      : current.state
    : dialing
      ? 'outgoing'
      : ended
        ? 'ended'
        : 'idle';
  const others =
    current?.members.map(({ user }) => user).filter((user) => user !== session.user) ?? dialing?.users ?? ended?.others;
  const facts: Facts = {
    origin: location.origin,
    app: session.app,
    me: session.user,
    others: others && others.length > 0 ? others : contacts.slice(0, 1),
    video: (current ?? dialing ?? ended)?.media === 'video',
    call: current?.id ?? ended?.id ?? '',
  };
  const text = snippet(situation, side, facts);
  return (
    <div className="hood-view" data-testid="code" data-situation={situation}>
      <p className="hint">{say.codeHint[situation]}</p>
      <Segments
        label={say.code}
        value={side}
        options={{ kit: say.withKit, engine: say.withEngine, server: say.withServer }}
        onChoose={setSide}
        testId="code"
      />
      <div className="code">
        <pre tabIndex={0} role="region" aria-label={say.code} data-testid="code-text">
          {pieces(text).map(({ text: piece, kind }, index) => (
            <span key={index} className={kind === 'plain' ? undefined : `code-${kind}`}>
              {piece}
            </span>
          ))}
        </pre>
        <CopyButton text={text} testId="code-copy" />
      </div>
    </div>
  );
}
