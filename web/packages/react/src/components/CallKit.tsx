import { useEffect, useRef } from 'react';
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
  useReturn(busy);
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

/**
 * Gives the focus back, at the end of a call, to what had it before: a browser does so for one dialog, not for what became
 * several of them and a small window meanwhile.
 */
function useReturn(busy: boolean): void {
  const origin = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && !target.closest('.rl-call, .rl-sheet, .rl-floating, .rl-corner')) {
        origin.current = target;
      }
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  useEffect(() => {
    if (!busy && document.activeElement === document.body) origin.current?.focus({ preventScroll: true });
  }, [busy]);
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
