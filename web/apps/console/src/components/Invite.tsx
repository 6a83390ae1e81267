import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useAct, useDesk } from '../desk';
import { useTexts } from '../language';

/** Asks somebody into a call that runs. */
export function Invite({ path, onDone }: { path: string; onDone: () => void }) {
  const say = useTexts();
  const { api } = useDesk();
  const { busy, act } = useAct();
  const [user, setUser] = useState('');
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const asked = await act(
      () => api.post(`${path}/invite`, { users: [user] }),
      () => say.invitedSaid(user),
    );
    if (asked) setUser('');
    onDone();
  };
  return (
    <form className="invite" onSubmit={(event) => void submit(event)}>
      <label className="visually-hidden" htmlFor="invite">
        {say.inviteWho}
      </label>
      <input
        id="invite"
        className="input"
        value={user}
        placeholder={say.inviteWho}
        onChange={(event) => setUser(event.target.value.trim())}
        pattern="[A-Za-z0-9_\-]{1,32}"
        required
        autoCapitalize="none"
        spellCheck={false}
        data-testid="invite-user"
      />
      <button type="submit" className="button" disabled={busy} data-testid="invite">
        {say.invite}
      </button>
    </form>
  );
}
