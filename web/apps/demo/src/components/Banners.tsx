import type { Commands } from '../commands';
import type { State } from '../state';
import { Icon } from './Icon';

/** What goes wrong while everything goes on: one line each, above all else. */
export function Banners({ state, commands }: { state: State; commands: Commands }) {
  const lost = state.ready && state.connection !== 'connected';
  const answered = state.call?.status === 'connected';
  return (
    <div className="banners">
      {lost && (
        <div className="banner" role="status" data-testid="banner-connection">
          <Icon name="warning" />
          <p>
            <strong>Connection lost, reconnecting…</strong>
            {state.call && ' The call is kept for a few seconds.'}
          </p>
        </div>
      )}
      {!lost && answered && (state.media === 'reconnecting' || state.media === 'disconnected') && (
        <div className="banner" role="status" data-testid="banner-media">
          <Icon name="warning" />
          <p>
            {state.media === 'reconnecting'
              ? 'Sound and picture are interrupted, reconnecting…'
              : 'Sound and picture cannot get through. A firewall may be in the way.'}
          </p>
        </div>
      )}
      {state.media === 'blocked' && state.call && (
        <div className="banner" role="alert">
          <Icon name="speaker" />
          <p>The browser holds the sound back.</p>
          <button type="button" className="button small" onClick={commands.resumeAudio} data-testid="resume-audio">
            Let me hear
          </button>
        </div>
      )}
      {state.notices.map(({ kind, text }) => (
        <div key={kind} className="banner" role="alert" data-testid={`notice-${kind}`}>
          <Icon name="warning" />
          <p>{text}</p>
          <button type="button" className="round" aria-label="Dismiss" onClick={() => commands.dismiss(kind)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
