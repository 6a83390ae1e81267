import { useTexts } from '../language';
import { explain } from '../words';

/** What is shown instead of a list or a thing: it comes, it does not come, or there is none. */

export function Loading() {
  const say = useTexts();
  return (
    <p className="loading-line" role="status">
      {say.loading}
    </p>
  );
}

export function Fault({ fault, again, stale = false }: { fault: unknown; again: () => void; stale?: boolean }) {
  const say = useTexts();
  return (
    <div className="error fault" role="alert" data-testid="fault">
      <p>
        {explain(fault, say)}
        {stale && ` ${say.stale}`}
      </p>
      <button type="button" className="button small" onClick={again}>
        {say.tryAgain}
      </button>
    </div>
  );
}

export function Nothing({ title, hint }: { title: string; hint?: string }) {
  return (
    <div className="nothing" data-testid="nothing">
      <p>{title}</p>
      {hint && <p className="hint">{hint}</p>}
    </div>
  );
}

/** The token lacks a right. */
export function NoRight({ scope }: { scope: string }) {
  const say = useTexts();
  return <Nothing title={say.noRight(scope)} />;
}
