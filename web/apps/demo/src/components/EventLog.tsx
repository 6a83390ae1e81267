import { timeOfDay } from '@ringline/look';
import { describe } from '../events';
import { useTexts } from '../language';
import type { Entry } from '../useLog';

/** What the engine said, newest first, in words and by the event's name; its payload is behind it. */
export function EventLog({ log }: { log: readonly Entry[] }) {
  const say = useTexts();
  return (
    <div className="hood-view">
      <p className="hint">{say.eventsHint}</p>
      {log.length === 0 && <p className="nothing">{say.noEvents}</p>}
      <ol className="log" reversed data-testid="events">
        {log.map(({ id, at, event }) => (
          <li key={id} data-event={event.name}>
            <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>
            <details>
              <summary>
                {describe(event, say)}
                <code>{event.name}</code>
              </summary>
              <pre>{JSON.stringify(event.payload ?? null, null, 1)}</pre>
            </details>
          </li>
        ))}
      </ol>
    </div>
  );
}
