import { useId } from 'react';
import { useKit, useWords } from '../context';
import { useCall } from '../hooks/useCall';
import type { Ended } from '../hooks/useCall';
import { useProfiles } from '../hooks/useProfiles';
import { Face } from './Avatar';
import { Icon } from './Icon';
import { useRoot } from './root';

/** How the last call ended, and the way back to those who were in it; nothing once it is put away. */
export function CallEnded({ className }: { className?: string | undefined }) {
  const { ended } = useCall();
  return ended ? <Card ended={ended} className={className} /> : null;
}

function Card({ ended, className }: { ended: Ended; className: string | undefined }) {
  const words = useWords();
  const { messages: say } = words;
  const me = useKit((state) => state.me);
  const { start, dismiss } = useCall();
  const names = words.list(useProfiles(ended.others).map(({ name }) => name));
  const again = ended.from === me ? say.callAgain : say.callBack;
  const video = ended.media === 'video';
  const id = useId();
  const [first] = ended.others;
  // Somebody who talks on another device calls nobody from here.
  const reachable = ended.others.length > 0 && ended.reason !== 'answered_elsewhere';
  return (
    <section
      {...useRoot('rl-card', 'rl-ended', className)}
      aria-labelledby={id}
      data-testid="end-card"
      data-reason={ended.reason}
      data-mood={ended.mood}
      data-call-id={ended.id}
    >
      <span className="rl-ended-mark">
        {first !== undefined && <Face user={first} />}
        <span className="rl-badge">
          <Icon name={ended.mood === 'failed' ? 'warning' : ended.mood === 'missed' ? 'missed' : 'hangup'} />
        </span>
      </span>
      <div className="rl-ended-text" role="status">
        <h2 className="rl-heading" id={id}>
          {ended.title}
        </h2>
        {ended.detail !== '' && <p className="rl-soft">{ended.detail}</p>}
      </div>
      <div className="rl-ended-buttons">
        {reachable && (
          <>
            <button
              type="button"
              className="rl-button"
              data-look={video ? 'plain' : 'accent'}
              onClick={() => void start(ended.others, { media: 'audio' })}
              aria-label={`${again}: ${say.voiceCallTo(names)}`}
              data-testid="call-back-voice"
            >
              <Icon name="phone" />
              {video ? say.voice : again}
            </button>
            <button
              type="button"
              className="rl-button"
              data-look={video ? 'accent' : 'plain'}
              onClick={() => void start(ended.others, { media: 'video' })}
              aria-label={`${again}: ${say.videoCallTo(names)}`}
              data-testid="call-back-video"
            >
              <Icon name="camera" />
              {video ? again : say.video}
            </button>
          </>
        )}
        <button type="button" className="rl-button" data-look="quiet" onClick={dismiss} data-testid="dismiss">
          {say.done}
        </button>
      </div>
    </section>
  );
}
