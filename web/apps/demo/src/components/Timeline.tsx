import { CopyButton, timeOfDay } from '@ringline/look';
import { useEffect, useState } from 'react';
import { useTexts } from '../language';
import { devTimeline, explain } from '../session';
import type { TimelineEvent } from '../session';

interface Props {
  callId: string | undefined;
  dev: boolean;
  /** Asks again whenever this is another. */
  changes: string;
}

/** What is written some time after it happened, such as what the media server saw, comes with the next look. */
const AGAIN = 2000;

/** The server's own account of a call, newest first. */
export function Timeline({ callId, dev, changes }: Props) {
  const say = useTexts();
  const [events, setEvents] = useState<readonly TimelineEvent[]>([]);
  const [fault, setFault] = useState<unknown>();

  useEffect(() => {
    if (!dev || callId === undefined) return;
    let stale = false;
    const ask = () =>
      void devTimeline(callId).then(
        (all) => {
          if (stale) return;
          setFault(undefined);
          setEvents(all);
        },
        (error: unknown) => !stale && setFault(error),
      );
    ask();
    const timer = setInterval(ask, AGAIN);
    return () => {
      stale = true;
      clearInterval(timer);
    };
  }, [callId, dev, changes]);

  const command = `ringline call explain ${callId ?? ''}`;
  return (
    <div className="hood-view">
      {callId === undefined ? (
        <p className="nothing">{say.noTimeline}</p>
      ) : (
        <>
          <p className="hint">{say.timelineHint}</p>
          <div className="shell-line">
            <code>{command}</code>
            <CopyButton text={command} label={command} bare testId="explain-copy" />
          </div>
          {!dev && <p className="nothing">{say.timelineDevOnly}</p>}
          {fault !== undefined && <p className="error">{explain(fault, say)}</p>}
          <ol className="log" reversed data-testid="timeline">
            {events.toReversed().map((event, index) => (
              <li key={events.length - index} data-source={event.source} data-type={event.type}>
                <time dateTime={event.at}>{timeOfDay(Date.parse(event.at))}</time>
                <span>
                  {[event.type, event.user].filter(Boolean).join(' ')}
                  <code>{facts(event)}</code>
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

/** The rest of an event, in the words of the API. */
function facts({ source, rule, reason, result, device, by, detail }: TimelineEvent): string {
  const pairs = {
    rule,
    reason,
    result,
    device,
    by: by && [by.kind, by.name].filter(Boolean).join(':'),
    ...detail,
  };
  const told = Object.entries(pairs).filter(([, value]) => value);
  return [source, ...told.map(([name, value]) => `${name}=${value ?? ''}`)].join(' ');
}
