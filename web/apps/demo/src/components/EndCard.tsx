import { useEffect, useRef } from 'react';
import { list } from '../format';
import { outcome } from '../outcome';
import type { Ended } from '../outcome';
import type { Commands } from '../commands';
import { Icon } from './Icon';

/** How the last call ended, and the way back to those who were in it. */
export function EndCard({ ended, commands }: { ended: Ended; commands: Commands }) {
  const { title, detail, mood } = outcome(ended);
  const heading = useRef<HTMLHeadingElement>(null);
  const elsewhere = ended.word === 'answered_elsewhere';
  const again = ended.caller === ended.me ? 'Call again' : 'Call back';
  const names = list(ended.others);

  useEffect(() => heading.current?.focus({ preventScroll: true }), [ended]);

  return (
    <section
      className="ended card"
      aria-labelledby="ended-title"
      data-testid="end-card"
      data-reason={ended.word}
      data-call-id={ended.callId}
      data-mood={mood}
    >
      <span className="ended-mark">
        <Icon name={mood === 'failed' ? 'warning' : 'hangup'} />
      </span>
      <h2 id="ended-title" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {detail !== '' && <p className="ended-detail">{detail}</p>}
      <div className="ended-buttons">
        {!elsewhere && ended.others.length > 0 && (
          <>
            <button
              type="button"
              className={ended.video ? 'button' : 'button talk'}
              onClick={() => commands.call(ended.others, false)}
              aria-label={`${again} by voice: ${names}`}
              data-testid="call-back-voice"
            >
              <Icon name="phone" />
              {ended.video ? 'Voice' : again}
            </button>
            <button
              type="button"
              className={ended.video ? 'button talk' : 'button'}
              onClick={() => commands.call(ended.others, true)}
              aria-label={`${again} by video: ${names}`}
              data-testid="call-back-video"
            >
              <Icon name="camera" />
              {ended.video ? again : 'Video'}
            </button>
          </>
        )}
        <button type="button" className="button quiet" onClick={commands.putAway} data-testid="dismiss">
          Done
        </button>
      </div>
    </section>
  );
}
