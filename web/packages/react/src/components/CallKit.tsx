import type { ReactNode } from 'react';
import { useKit, useSettings } from '../context';
import { useCall } from '../hooks/useCall';
import { Banners } from './Banners';
import { CallEnded } from './CallEnded';
import { CallView } from './CallView';
import type { CallViewProps } from './CallView';
import { FloatingCall } from './FloatingCall';
import { IncomingCall } from './IncomingCall';
import { OutgoingCall } from './OutgoingCall';
import { useRoot } from './root';
import { useModal } from './useModal';

export interface CallKitProps extends Omit<CallViewProps, 'onMinimize'> {
  /** Default overlay: over the page. inline: fills its parent. */
  placement?: 'overlay' | 'inline' | undefined;
  /** Inline: what is there while there is no call. */
  empty?: ReactNode;
}

/** Everything at once, by the state of the call. */
export function CallKit({ placement = 'overlay', empty, className, ...view }: CallKitProps) {
  const { call, dialing, ended, minimized, setMinimized } = useCall();
  const me = useKit((state) => state.me);
  const { doNotDisturb } = useSettings();
  const busy = call !== null || dialing !== null;
  // A call that did not disturb does not do so by its end either.
  const quiet = doNotDisturb && ended !== null && !ended.connected && ended.from !== me;
  const props = { ...view, onMinimize: call ? () => setMinimized(true) : undefined };
  const stage = call?.state === 'connected' ? <CallView {...props} /> : <OutgoingCall {...props} />;
  const inline = placement === 'inline';
  return (
    <>
      <IncomingCall className={className} />
      {inline ? (
        <Inline className={className}>
          {busy && !minimized ? stage : !quiet && ended && !busy ? <CallEnded /> : empty}
        </Inline>
      ) : (
        busy && !minimized && <Overlay onClose={props.onMinimize}>{stage}</Overlay>
      )}
      <FloatingCall className={className} />
      {(!busy || minimized) && (
        <Corner className={className}>
          <Banners />
          {!inline && !quiet && <CallEnded />}
        </Corner>
      )}
    </>
  );
}

function Inline({ className, children }: { className: string | undefined; children: ReactNode }) {
  return <div {...useRoot('rl-inline', className)}>{children}</div>;
}

/** Over the page, which cannot be reached meanwhile. Escape makes it small. */
function Overlay({ onClose, children }: { onClose: (() => void) | undefined; children: ReactNode }) {
  return (
    <dialog
      {...useRoot('rl-overlay')}
      ref={useModal()}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      data-testid="overlay"
    >
      {children}
    </dialog>
  );
}

function Corner({ className, children }: { className: string | undefined; children: ReactNode }) {
  return <div {...useRoot('rl-corner', className)}>{children}</div>;
}
