import { useCallback, useMemo } from 'react';
import type { Listed } from './api';
import { usePoll } from './usePoll';
import type { Poll } from './usePoll';

export interface ListPoll<T> extends Poll<Listed<T>> {
  /** Asks for one page more. What is there stays until it comes. */
  more: () => void;
}

type Load<T> = (pages: number, signal: AbortSignal) => Promise<Listed<T>>;

/** A list that is asked for while the page is looked at. Another `load` is another list, of one page. */
export function useList<T>(load: Load<T>, every: number): ListPoll<T> {
  const { ask, grow } = useMemo(() => growing(load), [load]);
  const poll = usePoll(ask, every);
  const { again } = poll;
  const more = useCallback(() => {
    grow();
    again();
  }, [grow, again]);
  return { ...poll, more };
}

function growing<T>(load: Load<T>) {
  let pages = 1;
  return {
    ask: (signal: AbortSignal) => load(pages, signal),
    grow: () => {
      pages++;
    },
  };
}
