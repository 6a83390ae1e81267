import { useState } from 'react';
import { Face } from './Avatar';

const radius = 47;
const around = 2 * Math.PI * radius;

/** A face with the time that its ring has left drawn around it; without a time only the waves. */
export function RingFace({ user, left, size = 'l' }: { user: string; left?: number; size?: 'm' | 'l' }) {
  // Whatever was left when it came on the screen is the whole circle.
  const [whole] = useState(left ?? 0);
  const share = whole > 0 ? Math.min(1, (left ?? 0) / whole) : 0;
  return (
    <span className="rl-ring">
      <span className="rl-ring-wave" />
      <span className="rl-ring-wave" />
      <Face user={user} size={size} />
      {whole > 0 && (
        <svg viewBox="0 0 100 100" aria-hidden="true">
          <circle className="rl-ring-track" cx="50" cy="50" r={radius} />
          <circle
            className="rl-ring-left"
            cx="50"
            cy="50"
            r={radius}
            strokeDasharray={around}
            strokeDashoffset={around * (1 - share)}
          />
        </svg>
      )}
    </span>
  );
}
