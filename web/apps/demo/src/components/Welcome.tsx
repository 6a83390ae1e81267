import { useMemo } from 'react';
import { Icon } from './Icon';

/** Nothing is going on: say what one can do. */
export function Welcome({ me }: { me: string }) {
  const other = me === 'bob' ? 'alice' : 'bob';
  const address = useMemo(() => {
    const url = new URL(location.href);
    url.search = `?user=${other}`;
    return url.href;
  }, [other]);
  return (
    <section className="welcome">
      <svg className="welcome-line" viewBox="0 0 240 84" aria-hidden="true">
        <path d="M4 42h58M178 42h58" />
        <circle className="far" cx="120" cy="42" r="39" />
        <circle className="near" cx="120" cy="42" r="27" />
        <circle cx="120" cy="42" r="15" />
        <circle className="dot-shape" cx="120" cy="42" r="5.5" />
      </svg>
      <h2>Call somebody</h2>
      <p>Use the buttons beside a name, or tick several people to call them together.</p>
      <a className="button" href={address} target="_blank" rel="noopener" data-testid="second-window">
        <Icon name="open" />
        Open a second window as {other}
      </a>
    </section>
  );
}
