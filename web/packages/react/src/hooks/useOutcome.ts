import { useMemo } from 'react';
import type { EndedCall } from '../call';
import { useKit, useWords } from '../context';
import { outcome } from '../outcome';
import type { Outcome } from '../outcome';
import { useProfiles } from './useProfiles';

/** The end of a call in words, with the names that people have. */
export function useOutcome(ended: EndedCall | null): Outcome | null {
  const words = useWords();
  const me = useKit((state) => state.me);
  const users = useMemo(
    () => (ended ? [...new Set([...ended.others, ended.from, ended.by])].filter(Boolean) : []),
    [ended],
  );
  const profiles = useProfiles(users);
  return useMemo(() => {
    if (!ended) return null;
    const names = new Map(profiles.map(({ user, name }) => [user, name]));
    return outcome(ended, me, (user) => names.get(user) ?? user, words);
  }, [ended, me, profiles, words]);
}
