import type { ReactNode } from 'react';
import { useKit, useSession, useWords } from '../context';
import { useConnection } from '../hooks/useConnection';
import { useNotices } from '../hooks/useNotices';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { useRoot } from './root';

/** What goes wrong while everything goes on: one line each, with the button that helps. */
export function Banners({ className }: { className?: string | undefined }) {
  const { messages: say } = useWords();
  const ready = useKit((state) => state.ready);
  const call = useKit((state) => (state.call?.state === 'incoming' ? null : state.call));
  const screen = useKit((state) => state.screen && state.screens.has(state.me));
  const { commands } = useSession();
  const { state, media, error, reconnect, resumeAudio } = useConnection();
  const { notices, dismiss } = useNotices();
  const lost = ready && (state === 'connecting' || state === 'disconnected');
  const answered = call?.state === 'connected';

  return (
    <div {...useRoot('rl-banners', className)}>
      {lost && (
        <Banner icon="warning" testId="banner-connection">
          <strong>{say.reconnecting}</strong> {call && say.reconnectingCall}
        </Banner>
      )}
      {state === 'over' && (
        <Banner icon="warning" testId="banner-over" alert action={{ label: say.signInAgain, onClick: reconnect }}>
          <strong>{say.signedOut}</strong> {error}
        </Banner>
      )}
      {!lost && answered && (media === 'reconnecting' || media === 'disconnected') && (
        <Banner icon="warning" testId="banner-media">
          {media === 'reconnecting' ? say.mediaReconnecting : say.mediaLost}
        </Banner>
      )}
      {call && media === 'blocked' && (
        <Banner
          icon="speaker"
          testId="banner-blocked"
          alert
          action={{ label: say.letMeHear, onClick: () => void resumeAudio(), testId: 'resume-audio' }}
        >
          {say.soundBlocked}
        </Banner>
      )}
      {screen && (
        <Banner
          icon="screen"
          testId="banner-screen"
          calm
          action={{ label: say.stopScreen, onClick: () => void commands.setScreen(false), testId: 'stop-screen' }}
        >
          {say.youShare}
        </Banner>
      )}
      {notices.map(({ kind, text, retry }) => (
        <Banner
          key={kind}
          icon={kind === 'microphone' ? 'micOff' : kind === 'camera' ? 'cameraOff' : 'warning'}
          testId={`notice-${kind}`}
          alert
          action={retry && { label: say.tryAgain, onClick: retry }}
          onDismiss={() => dismiss(kind)}
        >
          {text}
        </Banner>
      ))}
    </div>
  );
}

interface Props {
  icon: IconName;
  testId: string;
  /** Read out at once. */
  alert?: boolean;
  /** Nothing is wrong. */
  calm?: boolean;
  action?: { label: string; onClick: () => void; testId?: string } | undefined;
  onDismiss?: () => void;
  children: ReactNode;
}

function Banner({ icon, testId, alert, calm, action, onDismiss, children }: Props) {
  const { messages: say } = useWords();
  return (
    <div className="rl-banner" role={alert ? 'alert' : 'status'} data-calm={calm} data-testid={testId}>
      <Icon name={icon} />
      <p>{children}</p>
      {action && (
        <button type="button" className="rl-button" data-size="s" onClick={action.onClick} data-testid={action.testId}>
          {action.label}
        </button>
      )}
      {onDismiss && (
        <button type="button" className="rl-round" data-look="bare" aria-label={say.dismiss} onClick={onDismiss}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
