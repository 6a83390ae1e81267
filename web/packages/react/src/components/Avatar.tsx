import { useState } from 'react';
import type { CSSProperties } from 'react';
import { useSession, useSettings } from '../context';
import type { Avatars } from '../context';
import { usePresence } from '../hooks/usePresence';
import { useProfile } from '../hooks/useProfiles';
import { hue } from '../words';
import { useRoot } from './root';

export interface AvatarProps {
  user: string;
  /** Default m. */
  size?: 's' | 'm' | 'l';
  /** Adds a dot that says whether they are online, if the app tells. */
  presence?: boolean;
  className?: string;
}

/** The picture of a profile, else an initial in a colour of their own. Decoration only: the name stands beside it. */
export function Avatar({ user, size = 'm', presence = false, className }: AvatarProps) {
  return (
    <span {...useRoot('rl-avatar-root', className)}>
      <Face user={user} size={size} />
      {presence && <Dot user={user} />}
    </span>
  );
}

/** The same inside of the kit. */
export function Face({ user, size = 'm' }: { user: string; size?: 's' | 'm' | 'l' }) {
  const { name, avatar } = useProfile(user);
  const [broken, setBroken] = useState('');
  const { avatars } = useSettings();
  const { engine } = useSession();
  const picture = avatar !== '' && avatar !== broken && isShown(avatar, avatars, () => engine.serverOrigin());
  return (
    <span className="rl-avatar" data-size={size} style={{ '--rl-hue': hue(user) } as CSSProperties} aria-hidden="true">
      {picture ? (
        <img src={avatar} alt="" referrerPolicy="no-referrer" onError={() => setBroken(avatar)} />
      ) : (
        initial(name)
      )}
    </span>
  );
}

/** A picture is fetched from where it is by everybody who sees it: that place learns who looks, and when. */
function isShown(url: string, avatars: Avatars, server: () => string): boolean {
  const { protocol, origin } = URL.canParse(url) ? new URL(url) : { protocol: '', origin: '' };
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  if (avatars === 'any') return true;
  return avatars === 'same-origin' ? origin === location.origin || origin === server() : avatars(url);
}

/** Whether somebody is online. */
export function Dot({ user }: { user: string }) {
  const online = usePresence().isOnline(user);
  return online === undefined ? null : (
    <span className="rl-dot" data-state={online ? 'online' : 'offline'} aria-hidden="true" />
  );
}

function initial(name: string): string {
  return (/\p{L}|\p{N}/u.exec(name)?.[0] ?? name.slice(0, 1)).toLocaleUpperCase();
}

/** The name of a profile. */
export function UserName({ user }: { user: string }) {
  return <bdi>{useProfile(user).name}</bdi>;
}
