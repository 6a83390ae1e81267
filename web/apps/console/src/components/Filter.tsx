import { Icon } from '@ringline/look';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../language';

/** What a list is narrowed with. */
export function FilterBar({ children }: { children: ReactNode }) {
  const say = useTexts();
  return (
    <form className="filter" role="search" aria-label={say.filter} onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}

interface SearchProps {
  label: string;
  value: string;
  onSearch: (text: string) => void;
  testId: string;
}

/** What can be the beginning of a user's id, or none. */
const possible = /^[A-Za-z0-9_-]{0,32}$/;
/** How long somebody is not typing any more. */
const PAUSE = 300;

/** A user's id. What is typed is looked for after a moment. */
export function Search({ label, value, onSearch, testId }: SearchProps) {
  const [text, setText] = useState(value);
  const [from, setFrom] = useState(value);
  if (from !== value) {
    // The address says something else now.
    setFrom(value);
    setText(value);
  }
  useEffect(() => {
    if (text === value || !possible.test(text)) return;
    const timer = setTimeout(() => onSearch(text), PAUSE);
    return () => clearTimeout(timer);
  });
  return (
    <label className="search">
      <Icon name="search" />
      <span className="visually-hidden">{label}</span>
      <input
        className="input"
        type="search"
        value={text}
        placeholder={label}
        maxLength={32}
        aria-invalid={!possible.test(text)}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setText(event.target.value.trim())}
        data-testid={testId}
      />
    </label>
  );
}

interface PickProps<T extends string> {
  label: string;
  value: string;
  options: Record<T, string>;
  onPick: (value: T) => void;
  testId: string;
}

/** One of a few. */
export function Pick<T extends string>({ label, value, options, onPick, testId }: PickProps<T>) {
  return (
    <label className="filter-pick">
      <span className="visually-hidden">{label}</span>
      <select
        className="input"
        value={value}
        onChange={(event) => onPick(event.target.value as T)}
        data-testid={testId}
      >
        {(Object.entries(options) as [T, string][]).map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface MomentProps {
  label: string;
  value: string;
  onPick: (value: string) => void;
  testId: string;
}

/** A moment in the reader's own time. */
export function Moment({ label, value, onPick, testId }: MomentProps) {
  return (
    <label className="filter-moment">
      <span>{label}</span>
      <input
        className="input"
        type="datetime-local"
        max="9999-12-31T23:59"
        value={value}
        onChange={(event) => onPick(event.target.value)}
        data-testid={testId}
      />
    </label>
  );
}
