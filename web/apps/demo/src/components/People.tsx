import { Icon, list } from '@ringline/look';
import { useCall, useIncomingCall, useProfiles } from '@ringline/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTag, useTexts } from '../language';
import { AddPerson, JoinCall } from './AddPerson';
import { Participants } from './Participants';
import { Person } from './Person';

interface Props {
  me: string;
  contacts: readonly string[];
  onAdd: (user: string) => void;
}

/** Who is there, whom to call; within a call, who is in it and whom to add. */
export function People({ me, contacts, onAdd }: Props) {
  const say = useTexts();
  const { call, dialing, start, invite, join } = useCall();
  const { call: incoming } = useIncomingCall();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const inCall = call !== null;
  const inside = new Set(call?.members.filter(({ state }) => state !== 'gone').map(({ user }) => user));
  const users = contacts.filter((user) => !inside.has(user));
  const chosen = picked.filter((user) => users.includes(user));

  const pick = (user: string, on: boolean) => setPicked(on ? [...chosen, user] : chosen.filter((one) => one !== user));
  const add = (user: string) => {
    if (user === me || inside.has(user)) return;
    onAdd(user);
    setPicked([...chosen.filter((one) => one !== user), user]);
  };
  const act = (run: (users: readonly string[]) => Promise<boolean>) => () => {
    void run(chosen);
    setPicked([]);
  };

  return (
    <section className="people card" aria-labelledby="people-title" id="people">
      {call && (
        <>
          <h2 id="people-title">{say.inThisCall}</h2>
          <Participants call={call} me={me} />
        </>
      )}
      <h2 id={call ? undefined : 'people-title'}>{call ? say.addPeople : say.people}</h2>
      {!inCall && <p className="hint people-hint">{say.pickHint}</p>}
      <ul aria-label={inCall ? say.peopleToAdd : say.peopleToCall} data-testid="online">
        {users.map((user) => (
          <Person
            key={user}
            user={user}
            picked={chosen.includes(user)}
            onPick={(on) => pick(user, on)}
            onCall={inCall ? undefined : (media) => void start(user, { media })}
            onInvite={inCall ? () => void invite([user]) : undefined}
            disabled={dialing !== null || (incoming !== null && !inCall)}
          />
        ))}
      </ul>
      <div className="people-more">
        <AddPerson onAdd={add} />
        {!inCall && <JoinCall onJoin={(id) => void join(id)} />}
      </div>
      {chosen.length > 0 && (
        <Chosen users={chosen} adding={inCall}>
          {inCall ? (
            <button type="button" className="button talk" onClick={act(invite)} data-testid="invite-selected">
              <Icon name="plus" />
              {say.addToCall}
            </button>
          ) : (
            <>
              <button
                type="button"
                className="button"
                onClick={act((all) => start(all, { media: 'audio' }))}
                data-testid="call-selected-voice"
              >
                <Icon name="phone" />
                {say.voice}
              </button>
              <button
                type="button"
                className="button talk"
                onClick={act((all) => start(all, { media: 'video' }))}
                data-testid="call-selected-video"
              >
                <Icon name="camera" />
                {say.video}
              </button>
            </>
          )}
        </Chosen>
      )}
    </section>
  );
}

/** What to do with those who are ticked. */
function Chosen({ users, adding, children }: { users: readonly string[]; adding: boolean; children: ReactNode }) {
  const say = useTexts();
  const names = list(
    useTag(),
    useProfiles(users).map(({ name }) => name),
  );
  return (
    <div className="call-bar" data-testid="call-bar">
      <p>{adding ? say.addThem(names) : say.callThem(names)}</p>
      <div className="call-bar-buttons">{children}</div>
    </div>
  );
}
