import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useTexts } from '../language';
import { isUser, userPattern } from '../session';

const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false, className: 'input' } as const;

/** Types a name that is not on the list and ticks it. */
export function AddPerson({ onAdd }: { onAdd: (user: string) => void }) {
  const say = useTexts();
  const [user, setUser] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isUser(user)) return;
    onAdd(user);
    setUser('');
  };
  return (
    <form className="inline-form" onSubmit={submit}>
      <input
        {...plain}
        value={user}
        onChange={(event) => setUser(event.target.value.trim())}
        placeholder={say.somebodyElse}
        aria-label={say.somebodyElseName}
        pattern={userPattern}
        title={say.nameRule}
        maxLength={32}
        data-testid="person-input"
      />
      <button type="submit" className="button" disabled={!isUser(user)} data-testid="person-add">
        {say.add}
      </button>
    </form>
  );
}

/** Enters a call that is running, by its id. */
export function JoinCall({ onJoin }: { onJoin: (id: string) => void }) {
  const say = useTexts();
  const [id, setId] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (id === '') return;
    onJoin(id);
    setId('');
  };
  return (
    <form className="inline-form" onSubmit={submit}>
      <input
        {...plain}
        value={id}
        onChange={(event) => setId(event.target.value.trim())}
        placeholder={say.callId}
        aria-label={say.callIdToJoin}
        maxLength={64}
        data-testid="join-input"
      />
      <button type="submit" className="button" disabled={id === ''} data-testid="join">
        {say.join}
      </button>
    </form>
  );
}
