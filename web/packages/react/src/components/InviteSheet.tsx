import { useId, useState } from 'react';
import type { SubmitEvent } from 'react';
import { presentOthers } from '../call';
import { useKit, useWords } from '../context';
import { useCall } from '../hooks/useCall';
import { usePresence } from '../hooks/usePresence';
import { useProfile } from '../hooks/useProfiles';
import { Dot, Face } from './Avatar';
import { Icon } from './Icon';
import { useRoot } from './root';
import { useModal } from './useModal';

interface Props {
  /** Who is offered; who is online if left out. */
  contacts: readonly string[] | undefined;
  onClose: () => void;
}

/** Asks more people into the call. */
export function InviteSheet({ contacts, onClose }: Props) {
  const { messages: say } = useWords();
  const { call, invite } = useCall();
  const me = useKit((state) => state.me);
  const { online, isOnline } = usePresence();
  const dialog = useModal();
  const id = useId();
  const root = useRoot('rl-sheet', 'rl-invite');
  const [added, setAdded] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState('');

  const inside = new Set([me, ...(call ? presentOthers(call, me).map(({ user }) => user) : [])]);
  const offered = [...new Set([...added, ...(contacts ?? [...(online ?? [])])])]
    .filter((user) => !inside.has(user))
    .sort((a, b) => Number(isOnline(b) ?? false) - Number(isOnline(a) ?? false));

  const choose = (user: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(user);
    else next.delete(user);
    setChosen(next);
  };
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const user = typed.trim();
    if (user === '' || inside.has(user)) return;
    setAdded([user, ...added]);
    choose(user, true);
    setTyped('');
  };
  const send = () => {
    void invite([...chosen]);
    onClose();
  };

  return (
    <dialog
      {...root}
      ref={dialog}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation(); // the call around it is not meant
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      data-testid="invite-sheet"
    >
      <div className="rl-sheet-body">
        <header className="rl-sheet-head">
          <h2 className="rl-heading" id={`${id}-title`}>
            {say.inviteTitle}
          </h2>
          <button type="button" className="rl-round" data-look="bare" aria-label={say.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <form className="rl-invite-form" onSubmit={add}>
          <input
            className="rl-input"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            aria-label={`${say.inviteSomebody}: ${say.inviteSomebodyHint}`}
            placeholder={say.inviteSomebody}
            maxLength={64}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-testid="invite-input"
          />
          <button type="submit" className="rl-button" disabled={typed.trim() === ''} data-testid="invite-add">
            {say.inviteAdd}
          </button>
        </form>
        {offered.length === 0 ? (
          <p className="rl-note rl-soft">{say.inviteNobody}</p>
        ) : (
          <ul className="rl-people">
            {offered.map((user) => (
              <Person key={user} user={user} chosen={chosen.has(user)} onChoose={(on) => choose(user, on)} />
            ))}
          </ul>
        )}
        <button
          type="button"
          className="rl-button"
          data-look="accent"
          disabled={chosen.size === 0}
          onClick={send}
          data-testid="invite-send"
        >
          <Icon name="phone" />
          {say.inviteCall(chosen.size)}
        </button>
      </div>
    </dialog>
  );
}

function Person({ user, chosen, onChoose }: { user: string; chosen: boolean; onChoose: (on: boolean) => void }) {
  const { messages: say } = useWords();
  const { name } = useProfile(user);
  const online = usePresence().isOnline(user);
  return (
    <li>
      <label className="rl-person">
        <span className="rl-person-face">
          <Face user={user} />
          <Dot user={user} />
        </span>
        <span className="rl-person-text">
          <span className="rl-person-name">
            <bdi>{name}</bdi>
          </span>
          {online !== undefined && <span className="rl-soft">{online ? say.online : say.offline}</span>}
        </span>
        <input
          type="checkbox"
          className="rl-check"
          checked={chosen}
          onChange={(event) => onChoose(event.target.checked)}
          data-testid={`invite-${user}`}
        />
      </label>
    </li>
  );
}
