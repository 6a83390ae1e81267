import { useCallback } from 'react';
import { useDesk } from '../desk';
import { useTag, useTexts } from '../language';
import { to } from '../route';
import { byDay, dayOf, total } from '../usage';
import { usePoll } from '../usePoll';
import type { Call, Usage, User } from '../wire';
import { Fault } from './States';

const EVERY = 5000;
/** The API counts nothing; so many pages are read, and beyond that it is "more than". */
const pages = 5;

/** What runs and who is there at this moment, and what today was. */
export function RightNow() {
  const say = useTexts();
  const tag = useTag();
  const { api, app, may } = useDesk();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const today = dayOf(Date.now());
      const [calls, users, usage] = await Promise.all([
        may('calls:read') && api.list<Call>(`/apps/${app}/calls`, 'calls', { limit: 200 }, pages, signal),
        may('users:read') && api.list<User>(`/apps/${app}/users`, 'users', { online: true, limit: 200 }, pages, signal),
        may('usage:read') && api.get<{ usage: Usage[] }>(`/apps/${app}/usage`, { from: today, until: today }, signal),
      ]);
      return { calls, users, today: usage && total(byDay(usage.usage, today, 1)) };
    },
    [api, app, may],
  );
  const { data, fault, again } = usePoll(load, EVERY);
  const count = (n: number, more = false) => new Intl.NumberFormat(tag).format(n) + (more ? '+' : '');
  const { calls, users, today } = data ?? {};
  const ringing = calls ? calls.all.filter(({ state }) => state === 'ringing').length : 0;
  const devices = users
    ? users.all.reduce((sum, user) => sum + user.devices.filter(({ online }) => online).length, 0)
    : 0;
  return (
    <>
      {fault !== undefined && <Fault fault={fault} again={again} stale={data !== undefined} />}
      <dl className="tiles" aria-busy={!data}>
        {may('calls:read') && (
          <Tile
            name={say.runningCalls}
            href={to('calls')}
            value={calls && count(calls.all.length, calls.more)}
            note={calls && say.ringingOf(count(ringing), count(calls.all.length - ringing))}
            testId="running"
          />
        )}
        {may('users:read') && (
          <Tile
            name={say.usersOnline}
            href={to('users')}
            value={users && count(users.all.length, users.more)}
            note={users && say.devicesOnline(count(devices, users.more))}
            testId="online"
          />
        )}
        {may('usage:read') && (
          <>
            <Tile
              name={say.today}
              href={to('records')}
              value={today && count(today.calls)}
              note={today && say.answeredOf(count(today.answered), count(today.calls))}
              testId="today"
            />
            <Tile
              name={say.minutesToday}
              value={today && count(Math.round(today.talk / 60_000))}
              note={today && say.minutesTalked}
              testId="minutes"
            />
          </>
        )}
      </dl>
    </>
  );
}

interface TileProps {
  name: string;
  href?: string;
  value: string | false | undefined;
  note: string | false | undefined;
  testId: string;
}

function Tile({ name, href, value, note, testId }: TileProps) {
  return (
    <div className="card tile" data-testid={testId}>
      <dt>{href ? <a href={href}>{name}</a> : name}</dt>
      <dd className="tile-value">{value || '–'}</dd>
      <dd className="hint">{note || '\u00a0'}</dd>
    </div>
  );
}
