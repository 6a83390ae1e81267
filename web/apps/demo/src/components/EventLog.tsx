import { timeOfDay } from '../format';
import type { Entry } from '../state';

/** What the server said, newest first, in words and as the engine's event. */
export function EventLog({ log }: { log: readonly Entry[] }) {
  return (
    <div>
      <h3>What the server said</h3>
      <ol className="log" reversed data-testid="events">
        {log.map((entry) => (
          <li key={entry.id} data-event={entry.name}>
            <time dateTime={new Date(entry.at).toISOString()}>{timeOfDay(entry.at)}</time>
            <span>{entry.text}</span>
            <code title={entry.payload}>{entry.name}</code>
          </li>
        ))}
      </ol>
    </div>
  );
}
