import type { CallEngine, CallInfo } from '@ringline/call-engine';
import { useEffect, useRef } from 'react';
import { list, secondsLeft } from '../format';
import { useServerNow } from '../useServerNow';
import { Icon } from './Icon';
import { RingFace } from './RingFace';

interface Props {
  call: CallInfo;
  /** Who asked: the caller, or a member who invites. */
  from: string;
  me: string;
  engine: CallEngine;
  onAccept: (withCamera: boolean) => void;
  onReject: () => void;
}

/** It rings. Enter accepts, Escape declines; nothing else on the page can be reached meanwhile. */
export function IncomingSheet({ call, from, me, engine, onAccept, onReject }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const accept = useRef<HTMLButtonElement>(null);
  const video = call.callMediaType === 2;
  const left = secondsLeft(call.deadline, useServerNow(engine));
  const others = call.members.map((member) => member.userID).filter((user) => user !== me && user !== from);
  const what = `${video ? 'video' : 'voice'} call`;

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    accept.current?.focus();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className="sheet"
      role="alertdialog"
      aria-labelledby="incoming-title"
      aria-describedby="incoming-note"
      onCancel={(event) => {
        event.preventDefault();
        onReject();
      }}
      data-testid="incoming"
      data-call-id={call.callId}
      data-from={from}
    >
      <div className="sheet-body">
        <RingFace user={from} left={left} size="l" />
        <h2 id="incoming-title">
          <span className="visually-hidden">Incoming {what} from </span>
          {from}
        </h2>
        <p className="sheet-note" id="incoming-note">
          {video ? 'Video call' : 'Voice call'}
          {others.length > 0 && `, with ${list(others)}`}
        </p>
        <p className="sheet-note" data-testid="incoming-left">
          rings for {left} s more
        </p>
        <div className="sheet-buttons">
          <button type="button" className="answer no" onClick={onReject} data-testid="reject">
            <span className="answer-mark">
              <Icon name="hangup" />
            </span>
            Decline
          </button>
          {video && (
            <button type="button" className="answer also" onClick={() => onAccept(false)} data-testid="accept-voice">
              <span className="answer-mark">
                <Icon name="phone" />
              </span>
              Voice only
            </button>
          )}
          <button
            type="button"
            className="answer yes"
            ref={accept}
            onClick={() => onAccept(video)}
            data-testid="accept"
          >
            <span className="answer-mark">
              <Icon name={video ? 'camera' : 'phone'} />
            </span>
            Accept
          </button>
        </div>
        <p className="sheet-keys">
          <kbd>Enter</kbd> accepts, <kbd>Esc</kbd> declines
        </p>
      </div>
    </dialog>
  );
}
