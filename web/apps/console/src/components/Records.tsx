import { useCallback } from 'react';
import type { Query } from '../api';
import { useAct, useDesk } from '../desk';
import { useTexts } from '../language';
import { replace, to } from '../route';
import { fromInput } from '../times';
import { useList } from '../useList';
import type { Call } from '../wire';
import { CallRow } from './CallRow';
import { FilterBar, Moment, Pick, Search } from './Filter';
import { List } from './List';
import { Nothing } from './States';

const EVERY = 15_000;
const pageSize = 50;

/** Calls that are over, the newest first. */
export function Records({ query }: { query: Record<string, string> }) {
  const say = useTexts();
  const { api, app } = useDesk();
  const { user = '', result = '', media = '', kind = '', from = '', until = '' } = query;
  const load = useCallback(
    (pages: number, signal: AbortSignal) => {
      const wanted = { user, result, media, kind, from: fromInput(from), until: fromInput(until), limit: pageSize };
      return api.list<Call>(`/apps/${app}/records`, 'records', wanted, pages, signal);
    },
    [api, app, user, result, media, kind, from, until],
  );
  const poll = useList(load, EVERY);
  const set = (changes: Record<string, string>) => replace(to('records', undefined, { ...query, ...changes }));
  const filtered = Boolean(user || result || media || kind || from || until);
  return (
    <>
      <h1>{say.pages.records}</h1>
      <FilterBar>
        <Search label={say.user} value={user} onSearch={(text) => set({ user: text })} testId="filter-user" />
        <Pick
          label={say.resultLabel}
          value={result}
          options={{ '': say.anyResult, ...say.result }}
          onPick={(one) => set({ result: one })}
          testId="filter-result"
        />
        <Pick
          label={say.mediaLabel}
          value={media}
          options={{ '': say.anyMedia, ...say.media }}
          onPick={(one) => set({ media: one })}
          testId="filter-media"
        />
        <Pick
          label={say.kindLabel}
          value={kind}
          options={{ '': say.anyKind, ...say.kind }}
          onPick={(one) => set({ kind: one })}
          testId="filter-kind"
        />
        <Moment label={say.from} value={from} onPick={(at) => set({ from: at })} testId="filter-from" />
        <Moment label={say.until} value={until} onPick={(at) => set({ until: at })} testId="filter-until" />
        {filtered && (
          <button type="button" className="button quiet" onClick={() => replace(to('records'))} data-testid="clear">
            {say.clear}
          </button>
        )}
      </FilterBar>
      <Export query={{ user, result, media, kind, from: fromInput(from), until: fromInput(until) }} />
      <List
        poll={poll}
        empty={<Nothing title={filtered ? say.noMatch : say.noRecords} />}
        row={(call) => <CallRow key={call.id} call={call} />}
        testId="records"
      />
    </>
  );
}

/** The same records as a file. */
function Export({ query }: { query: Query }) {
  const say = useTexts();
  const { api, app } = useDesk();
  const { busy, act } = useAct();
  const fetchFile = (kind: 'csv' | 'ndjson') => {
    const name = `records-${app}.${kind}`;
    void act(
      async () => save(await api.file(`/apps/${app}/records.${kind}`, query), name),
      () => say.exported(name),
    );
  };
  return (
    <p className="exports">
      <button type="button" className="button small" disabled={busy} onClick={() => fetchFile('csv')} data-testid="csv">
        {say.exportCsv}
      </button>
      <button
        type="button"
        className="button small"
        disabled={busy}
        onClick={() => fetchFile('ndjson')}
        data-testid="ndjson"
      >
        {say.exportNdjson}
      </button>
    </p>
  );
}

/** Hands a file to the browser: a link could not carry the token. */
function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it when it gets to it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
