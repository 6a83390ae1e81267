import { useState } from 'react';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import type { IconName } from './Icon';

interface Props {
  label: string;
  icon: IconName;
  testId: string;
  onClick: () => void;
  /** A single key, or one with Shift, that does the same while the focus is in the call. */
  shortcut?: string | undefined;
  /** How it looks: off is something that is not sent, on something that is going on. */
  look?: 'plain' | 'off' | 'on' | 'end' | 'bare' | undefined;
  disabled?: boolean | undefined;
  expanded?: boolean | undefined;
  controls?: string | undefined;
  children?: ReactNode;
}

/** A round button with a tip that says what it does and by which key. Escape hides the tip. */
export function Control({
  label,
  icon,
  testId,
  onClick,
  shortcut,
  look = 'plain',
  disabled,
  expanded,
  controls,
  children,
}: Props) {
  const [quiet, setQuiet] = useState(false);
  return (
    <span
      className="rl-control"
      data-quiet={quiet || expanded === true || undefined}
      onPointerLeave={() => setQuiet(false)}
      onBlur={() => setQuiet(false)}
    >
      <button
        type="button"
        className="rl-round"
        data-look={look}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        aria-expanded={expanded}
        aria-controls={controls}
        aria-haspopup={expanded === undefined ? undefined : 'dialog'}
        disabled={disabled}
        data-testid={testId}
        onClick={onClick}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || quiet || expanded) return;
          setQuiet(true);
        }}
      >
        <Icon name={icon} />
      </button>
      <span className="rl-tip" aria-hidden="true">
        {label}
        {shortcut !== undefined && <kbd>{shortcut.replace('Shift+', '⇧')}</kbd>}
      </span>
      {children}
    </span>
  );
}
