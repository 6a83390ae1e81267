import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { pastCallOf } from '../call';
import type { PastCall } from '../call';
import { useKit, useSession, useWords } from '../context';
import { explain } from '../explain';

export interface CallHistoryState {
  /** Newest first; null until the first page is there. */
  calls: readonly PastCall[] | null;
  loading: boolean;
  /** Why the last page did not come, in the user's language; empty if it did. */
  error: string;
  more: boolean;
  loadMore: () => void;
  refresh: () => void;
}

interface Pages {
  /** Which list they are of. */
  of: object | undefined;
  calls: readonly PastCall[] | null;
  next: string | undefined;
  loading: boolean;
  error: unknown;
}

type Step = { of: object } & (
  | { type: 'ask' }
  | { type: 'page'; calls: readonly PastCall[]; next: string | undefined; first: boolean }
  | { type: 'fail'; error: unknown }
);

const start: Pages = { of: undefined, calls: null, next: undefined, loading: false, error: undefined };

function turn(pages: Pages, step: Step): Pages {
  const { of } = step;
  switch (step.type) {
    case 'ask':
      return { ...(of === pages.of ? pages : start), of, loading: true, error: undefined };
    case 'page':
      return {
        of,
        calls: step.first ? step.calls : [...(pages.calls ?? []), ...step.calls],
        next: step.next,
        loading: false,
        error: undefined,
      };
    case 'fail':
      return { ...pages, loading: false, error: step.error };
  }
}

/** The user's past calls, a page at a time. Comes anew after each call and each lost connection. */
export function useCallHistory(options: { missed?: boolean; pageSize?: number } = {}): CallHistoryState {
  const { missed = false, pageSize = 20 } = options;
  const session = useSession();
  const { engine } = session;
  /** Another user has another list, even on the same engine: nothing of the one before may be seen, not even once. */
  const of = useMemo(() => ({ session, missed }), [session, missed]);
  const { messages } = useWords();
  const ready = useKit((state) => state.ready && state.connection === 'connected');
  const epoch = useKit((state) => state.epoch);
  const [held, step] = useReducer(turn, start);
  const pages = held.of === of ? held : start;
  /** Only the answer to the latest question counts. */
  const asked = useRef(0);

  const ask = useCallback(
    (cursor: string | undefined) => {
      const turnOf = ++asked.current;
      step({ of, type: 'ask' });
      engine
        .getCallHistory({ limit: pageSize, ...(missed && { missed }), ...(cursor !== undefined && { cursor }) })
        .then(
          ({ calls, next }) => {
            if (turnOf !== asked.current) return;
            step({ of, type: 'page', calls: calls.map(pastCallOf), next, first: cursor === undefined });
          },
          (error: unknown) => {
            if (turnOf === asked.current) step({ of, type: 'fail', error });
          },
        );
    },
    [engine, of, missed, pageSize],
  );

  // What was asked for another list does not count any more.
  useEffect(() => {
    asked.current++;
  }, [of]);
  useEffect(() => {
    if (ready) ask(undefined);
  }, [ready, ask, epoch]);

  const { calls, next, loading, error } = pages;
  return useMemo(
    () => ({
      calls,
      loading,
      error: error === undefined ? '' : explain(error, messages),
      more: next !== undefined,
      loadMore: () => {
        if (next !== undefined && !loading) ask(next);
      },
      refresh: () => ask(undefined),
    }),
    [calls, next, loading, error, messages, ask],
  );
}
