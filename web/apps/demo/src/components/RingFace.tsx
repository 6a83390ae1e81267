import { useState } from 'react';
import { Avatar } from './Avatar';

const radius = 47;
const around = 2 * Math.PI * radius;

/** A face with the time that its ring has left drawn around it. */
export function RingFace({ user, left, size }: { user: string; left: number; size: 'm' | 'l' }) {
  // Whatever was left when it came on the screen is the whole circle.
  const [whole] = useState(left);
  const share = whole > 0 ? Math.min(1, left / whole) : 0;
  return (
    <span className="ring-face">
      <Avatar user={user} size={size} />
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className="ring-track" cx="50" cy="50" r={radius} />
        <circle
          className="ring-left"
          cx="50"
          cy="50"
          r={radius}
          strokeDasharray={around}
          strokeDashoffset={around * (1 - share)}
        />
      </svg>
    </span>
  );
}
