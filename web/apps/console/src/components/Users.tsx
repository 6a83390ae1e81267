import { Segments } from '@ringline/look';
import { useCallback } from 'react';
import type { SubmitEvent } from 'react';
import { useDesk } from '../desk';
import { useTexts } from '../language';
import { replace, to } from '../route';
import { useList } from '../useList';
import type { User } from '../wire';
import { Badge } from './Badge';
import { List } from './List';
import { Nothing } from './States';

const EVERY = 4000;
const pageSize = 100;

/** Who is there, on whatever server. */
export function Users({ query }: { query: Record<string, string> }) {
  const say = useTexts();
  const { api, app } = useDesk();
  const all = query.all === 'true';
  const load = useCallback(
    (pages: number, signal: AbortSignal) =>
      api.list<User>(`/apps/${app}/users`, 'users', { ...(!all && { online: true }), limit: pageSize }, pages, signal),
    [api, app, all],
  );
  const poll = useList(load, EVERY);
  const choose = (which: 'online' | 'all') =>
    replace(to('users', undefined, { ...(which === 'all' && { all: true }) }));
  return (
    <>
      <h1>{say.pages.users}</h1>
      <div className="filter">
        <Segments
          label={say.pages.users}
          value={all ? 'all' : 'online'}
          options={{ online: say.onlineOnly, all: say.everybody }}
          onChoose={choose}
          testId="users"
        />
        <FindUser />
      </div>
      <List
        poll={poll}
        empty={<Nothing title={say.noUsers} hint={say.noUsersHint} />}
        row={(user) => <UserRow key={user.id} user={user} />}
        testId="users"
      />
    </>
  );
}

/** Any id is a user, so one goes there and sees. */
function FindUser() {
  const say = useTexts();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const user = new FormData(event.currentTarget).get('user');
    if (typeof user === 'string' && user.trim()) location.hash = to('users', user.trim());
  };
  return (
    <form className="invite" role="search" onSubmit={submit}>
      <label className="visually-hidden" htmlFor="find">
        {say.findUser}
      </label>
      <input
        id="find"
        name="user"
        className="input"
        placeholder={say.findUser}
        pattern="[A-Za-z0-9_\-]{1,32}"
        autoCapitalize="none"
        spellCheck={false}
        data-testid="find-user"
      />
      <button type="submit" className="button">
        {say.find}
      </button>
    </form>
  );
}

function UserRow({ user: { id, online, devices, call, profile } }: { user: User }) {
  const say = useTexts();
  const connected = devices.filter((device) => device.online);
  const where = connected.map(({ platform }) => platform ?? say.unknownPlatform);
  return (
    <li>
      <a className="row" href={to('users', id)} data-testid={`user-${id}`} data-online={online}>
        <span className="face" data-online={online} aria-hidden="true">
          {(profile?.name ?? id).slice(0, 1).toUpperCase()}
        </span>
        <span className="row-main">
          <span className="row-title">{profile?.name ? `${profile.name} (${id})` : id}</span>
          <span className="row-note">
            {connected.length > 0 ? [say.devices(connected.length), ...new Set(where)].join(' · ') : say.noDevices}
          </span>
        </span>
        {call !== undefined && <Badge tone="warm">{say.inCall}</Badge>}
        <Badge tone={online ? 'good' : 'calm'}>{online ? say.online : say.offline}</Badge>
      </a>
    </li>
  );
}
