import { useSyncExternalStore } from 'react';

const query = matchMedia('(min-width: 900px)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the page has room for people beside the call. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
