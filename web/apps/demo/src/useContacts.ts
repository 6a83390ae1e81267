import { keep, kept } from '@ringline/look';
import { usePresence } from '@ringline/react';
import { useState } from 'react';
import { suggested } from './faces';

const key = 'ringline.contacts';

/** Whom one can call: those online, those typed in before, and the suggested. Who is online comes first, then by name. */
export function useContacts(me: string): { contacts: readonly string[]; add: (user: string) => void } {
  const { online } = usePresence();
  const [added, setAdded] = useState<readonly string[]>(load);
  const rank = (user: string) => (online?.has(user) ? 0 : 1);
  const contacts = [...new Set([...(online ?? []), ...added, ...suggested])]
    .filter((user) => user !== me)
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const add = (user: string) => {
    const all = [...new Set([...added, user])];
    setAdded(all);
    keep(sessionStorage, key, { added: all });
  };
  return { contacts, add };
}

function load(): string[] {
  const { added } = kept(sessionStorage, key);
  return Array.isArray(added) ? added.filter((user) => typeof user === 'string') : [];
}
