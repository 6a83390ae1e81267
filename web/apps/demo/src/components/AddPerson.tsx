import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { isUser, userPattern } from '../session';

interface Props {
  /** Names that are on the list, or can not be called. */
  taken: readonly string[];
  onAdd: (user: string) => void;
  onPick: (user: string) => void;
}

/** Types a name that is not on the list and ticks it. */
export function AddPerson({ taken, onAdd, onPick }: Props) {
  const [user, setUser] = useState('');

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isUser(user)) return;
    if (taken.includes(user)) onPick(user);
    else onAdd(user);
    setUser('');
  };

  return (
    <form className="add-person inline-form" onSubmit={submit}>
      <input
        className="input"
        value={user}
        onChange={(event) => setUser(event.target.value.trim())}
        placeholder="Somebody else"
        aria-label="Name of somebody else"
        pattern={userPattern}
        title="1 to 32 letters, digits, hyphens and underscores"
        maxLength={32}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-testid="person-input"
      />
      <button type="submit" className="button" disabled={!isUser(user)} data-testid="person-add">
        Add
      </button>
    </form>
  );
}
