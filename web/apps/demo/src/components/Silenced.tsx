import { Icon } from '@ringline/look';
import { useIncomingCall, useProfile } from '@ringline/react';
import { useTexts } from '../language';

/** A call that rings while the user is not to be disturbed: one quiet line. */
export function Silenced() {
  const say = useTexts();
  const { call, silenced, accept, decline } = useIncomingCall();
  const { name } = useProfile(call?.from);
  if (!call || !silenced) return null;
  return (
    <div className="silenced" role="status" data-testid="silenced" data-from={call.from}>
      <Icon name="bellOff" />
      <p>{say.ringsSilently(name)}</p>
      <button type="button" className="button small talk" onClick={() => void accept()} data-testid="silenced-accept">
        {say.answer}
      </button>
      <button type="button" className="button small" onClick={() => void decline()} data-testid="silenced-decline">
        {say.decline}
      </button>
    </div>
  );
}
