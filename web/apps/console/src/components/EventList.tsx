import { useTexts } from '../language';
import { instant } from '../times';
import type { CallEvent } from '../wire';
import { circumstances, failed, sentence } from '../words';

/** What happened, oldest first, as sentences. */
export function EventList({ events }: { events: readonly CallEvent[] }) {
  const say = useTexts();
  if (events.length === 0) return <p className="hint">{say.noEvents}</p>;
  return (
    <ol className="events" data-testid="events">
      {events.map((event, index) => (
        <li key={index} data-type={event.type} data-source={event.source} data-failed={failed(event)}>
          <time dateTime={event.at}>{instant(event.at)}</time>
          <span className="event-source">
            <i className="mark" data-source={event.source} data-failed={failed(event)} aria-hidden="true" />
            {say.source[event.source]}
          </span>
          <span>
            {sentence(event, say)}
            <span className="row-note">{circumstances(event, say)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
