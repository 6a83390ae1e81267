import type { CallEngine } from '@ringline/call-engine';
import { useState } from 'react';
import { isInside } from '../useCall';
import type { Commands } from '../commands';
import type { State } from '../state';
import { AddPerson } from './AddPerson';
import { CallBar } from './CallBar';
import { Icon } from './Icon';
import { Participants } from './Participants';
import { Person } from './Person';

// Known by name from the first minute on, so that there is somebody to call who is not there yet.
const suggested = ['alice', 'bob', 'carol', 'dave'];

interface Props {
  state: State;
  commands: Commands;
  engine: CallEngine;
  onClose: () => void;
}

/** Who is there, whom to call; within a call, who is in it and whom to add. */
export function People({ state, commands, engine, onClose }: Props) {
  const [added, setAdded] = useState<string[]>([]);
  const [picked, setPicked] = useState<string[]>([]);
  const { call, online, me } = state;
  const inCall = isInside(state);
  const inside = new Set(call?.members.filter((member) => member.state !== 'gone').map((member) => member.userID));
  const users = order([...(online ?? []), ...added, ...suggested], online).filter(
    (user) => user !== me && !inside.has(user),
  );
  const chosen = picked.filter((user) => users.includes(user));

  const pick = (user: string, on: boolean) =>
    setPicked(on ? [...chosen, user] : chosen.filter((other) => other !== user));
  const add = (user: string) => {
    setAdded([...added, user]);
    pick(user, true);
  };
  const act = (run: (users: string[]) => void) => {
    run(chosen);
    setPicked([]);
  };

  return (
    <section className="people card" aria-labelledby="people-title" id="people" tabIndex={-1}>
      <div className="panel-head">
        <h2 id="people-title">{inCall ? 'In this call' : 'People'}</h2>
        {inCall && (
          <button type="button" className="round only-phone" onClick={onClose} aria-label="Close people">
            <Icon name="close" />
          </button>
        )}
      </div>
      {inCall && call && <Participants call={call} me={me} engine={engine} />}
      {inCall && (
        <div className="panel-head">
          <h2>Add people</h2>
        </div>
      )}
      <ul aria-label={inCall ? 'People to add' : 'People to call'} data-testid="online">
        {users.map((user) => (
          <Person
            key={user}
            user={user}
            online={online?.has(user)}
            picked={chosen.includes(user)}
            onPick={(on) => pick(user, on)}
            onCall={inCall ? undefined : (video) => commands.call([user], video)}
            onInvite={inCall ? () => commands.invite([user]) : undefined}
            disabled={call !== undefined && !inCall}
          />
        ))}
      </ul>
      <AddPerson taken={[...users, ...inside, me]} onAdd={add} onPick={(user) => pick(user, true)} />
      {chosen.length > 0 && (
        <CallBar
          users={chosen}
          onCall={inCall ? undefined : (video) => act((all) => commands.call(all, video))}
          onInvite={inCall ? () => act(commands.invite) : undefined}
        />
      )}
    </section>
  );
}

/** Those who are online first, then by name, nobody twice. */
function order(users: readonly string[], online: ReadonlySet<string> | undefined): string[] {
  const rank = (user: string) => (online?.has(user) ? 0 : 1);
  return [...new Set(users)].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
