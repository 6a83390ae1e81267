import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Session } from './session';
import { initial } from './state';
import type { State } from './state';
import type { Words } from './words';

export type Theme = 'auto' | 'light' | 'dark';

/** Which pictures of profiles are shown. same-origin: those of the page's origin and of the server's. */
export type Avatars = 'same-origin' | 'any' | ((url: string) => boolean);

/** How a provider's components look and sound. */
export interface Settings {
  words: Words;
  theme: Theme;
  ringtone: boolean;
  doNotDisturb: boolean;
  avatars: Avatars;
}

export const SessionContext = createContext<Session | null>(null);
export const SettingsContext = createContext<Settings | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Ringline: this must be used below <RinglineProvider>');
  return session;
}

export function useSettings(): Settings {
  const settings = useContext(SettingsContext);
  if (!settings) throw new Error('Ringline: this must be used below <RinglineProvider>');
  return settings;
}

export function useWords(): Words {
  return useSettings().words;
}

/** A part of the state. The selector must give the same value for the same state. */
export function useKit<T>(select: (state: State) => T): T {
  const { store } = useSession();
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.get()),
    () => select(initial),
  );
}
