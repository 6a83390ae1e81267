import { useCallback, useState } from 'react';
import { useDesk } from '../desk';
import { useTexts } from '../language';
import { replace, to } from '../route';
import { useNow } from '../useNow';
import { useList } from '../useList';
import type { Call } from '../wire';
import { CallRow } from './CallRow';
import { FilterBar, Pick, Search } from './Filter';
import { List } from './List';
import { Nothing } from './States';

/** Between two looks at what runs. */
const EVERY = 2000;
const pageSize = 200;

/** What runs now, on all servers. */
export function Calls({ query }: { query: Record<string, string> }) {
  const say = useTexts();
  const { api, app } = useDesk();
  const { user = '', state = '', media = '' } = query;
  const load = useCallback(
    (pages: number, signal: AbortSignal) =>
      api.list<Call>(`/apps/${app}/calls`, 'calls', { user, state, media, limit: pageSize }, pages, signal),
    [api, app, user, state, media],
  );
  const poll = useList(load, EVERY);
  const { data, at } = poll;
  const now = useNow();
  const set = (changes: Record<string, string>) => replace(to('calls', undefined, { ...query, ...changes }));
  const filtered = Boolean(user || state || media);
  // Ears are told what a filter finds, and not each call that comes or goes.
  const [said, setSaid] = useState<{ of: typeof load; text: string }>();
  const none = filtered ? say.noMatch : say.noCalls;
  const count = data && (data.all.length > 0 ? say.shown(data.all.length, data.more) : none);
  if (count && said?.of !== load) setSaid({ of: load, text: count });
  return (
    <>
      <h1>{say.pages.calls}</h1>
      <FilterBar>
        <Search label={say.user} value={user} onSearch={(text) => set({ user: text })} testId="filter-user" />
        <Pick
          label={say.stateLabel}
          value={state}
          options={{ '': say.anyState, ringing: say.state.ringing, talking: say.state.talking }}
          onPick={(one) => set({ state: one })}
          testId="filter-state"
        />
        <Pick
          label={say.mediaLabel}
          value={media}
          options={{ '': say.anyMedia, ...say.media }}
          onPick={(one) => set({ media: one })}
          testId="filter-media"
        />
      </FilterBar>
      <p className="visually-hidden" role="status">
        {said?.text}
      </p>
      {data && data.all.length > 0 && (
        <p className="count" data-testid="calls-count">
          {count}
        </p>
      )}
      <List
        poll={poll}
        empty={<Nothing title={none} {...(!filtered && { hint: say.noCallsHint })} />}
        row={(call) => <CallRow key={call.id} call={call} since={now - at} />}
        testId="calls"
      />
    </>
  );
}
