import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useKit, useSession } from '../context';
import type { Profile } from '../profiles';

const none: ReadonlyMap<string, Profile> = new Map();

/** Profiles in the order asked for. Somebody is their id until their name is known, or if they have none. */
export function useProfiles(users: readonly string[]): readonly Profile[] {
  const { profiles } = useSession();
  const known = useSyncExternalStore(profiles.store.subscribe, profiles.store.get, () => none);
  const key = JSON.stringify(users);
  useEffect(() => profiles.want(JSON.parse(key) as string[]), [profiles, key]);
  return useMemo(
    () => (JSON.parse(key) as string[]).map((user) => known.get(user) ?? { user, name: user, avatar: '' }),
    [known, key],
  );
}

/** The profile of somebody; one's own without an argument. */
export function useProfile(user?: string): Profile {
  const { profiles } = useSession();
  const me = useKit((state) => state.me);
  const who = user ?? me;
  const known = useSyncExternalStore(
    profiles.store.subscribe,
    () => profiles.store.get().get(who),
    () => undefined,
  );
  useEffect(() => profiles.want([who]), [profiles, who]);
  return useMemo(() => known ?? { user: who, name: who, avatar: '' }, [known, who]);
}

/** Changes one's own profile; what is left out stays, what is empty is cleared. Answers whether it worked. */
export function useSetProfile(): (changes: { name?: string; avatar?: string }) => Promise<boolean> {
  return useSession().commands.setProfile;
}
