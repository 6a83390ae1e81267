import type { CSSProperties } from 'react';
import { hue } from '../format';

/** A round initial in the user's own colour. Decoration only: the name stands beside it. */
export function Avatar({ user, size = 'm' }: { user: string; size?: 's' | 'm' | 'l' }) {
  return (
    <span className="avatar" data-size={size} style={{ '--hue': hue(user) } as CSSProperties} aria-hidden="true">
      {user.slice(0, 1).toUpperCase()}
    </span>
  );
}
