import { useId, useRef } from 'react';
import type { RefObject } from 'react';
import type { Call } from '../call';
import { useKit, useSettings, useWords } from '../context';
import { useIncomingCall } from '../hooks/useIncomingCall';
import { useProfile, useProfiles } from '../hooks/useProfiles';
import { useServerNow } from '../hooks/useServerNow';
import { timeLeft } from '../words';
import { Icon } from './Icon';
import type { IconName } from './Icon';
import { RingFace } from './RingFace';
import { useRoot } from './root';
import { useModal } from './useModal';

/** The sheet that rings; nothing while it does not, or while the user is not to be disturbed. */
export function IncomingCall({ className }: { className?: string | undefined }) {
  const { call } = useIncomingCall();
  const { doNotDisturb } = useSettings();
  return call && !doNotDisturb ? <Sheet key={call.id} call={call} className={className} /> : null;
}

/** Enter accepts, Escape declines; nothing else on the page can be reached meanwhile. */
function Sheet({ call, className }: { call: Call; className: string | undefined }) {
  const words = useWords();
  const { messages: say } = words;
  const { accept, decline, ignore } = useIncomingCall();
  const me = useKit((state) => state.me);
  const yes = useRef<HTMLButtonElement>(null);
  const dialog = useModal(yes);
  const id = useId();
  const root = useRoot('rl-sheet', className);
  const { name } = useProfile(call.from);
  const others = useProfiles(
    call.members
      .filter(({ user, state }) => user !== me && user !== call.from && state !== 'gone')
      .map(({ user }) => user),
  );
  const left = timeLeft(call.deadline, useServerNow());
  const video = call.media === 'video';

  return (
    <dialog
      {...root}
      ref={dialog}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-note`}
      onCancel={(event) => {
        event.preventDefault();
        void decline();
      }}
      data-testid="incoming"
      data-call-id={call.id}
      data-from={call.from}
    >
      <div className="rl-sheet-body">
        <RingFace user={call.from} left={left} />
        <h2 className="rl-title" id={`${id}-title`}>
          <span className="rl-hidden">{video ? say.incomingVideo(name) : say.incomingVoice(name)}</span>
          <bdi aria-hidden="true">{name}</bdi>
        </h2>
        <p className="rl-note" id={`${id}-note`}>
          <span className="rl-kind">
            <Icon name={video ? 'camera' : 'phone'} />
            {video ? say.videoCall : say.voiceCall}
          </span>
          {others.length > 0 && <span>{say.withOthers(words.list(others.map((other) => other.name)))}</span>}
        </p>
        <p className="rl-note rl-soft" data-testid="incoming-left">
          {say.ringsFor(words.duration(left))}
        </p>
        <div className="rl-answers">
          <Answer look="no" icon="hangup" label={say.decline} testId="reject" onClick={() => void decline()} />
          {video && (
            <Answer
              look="also"
              icon="phone"
              label={say.acceptVoice}
              testId="accept-voice"
              onClick={() => void accept({ media: 'audio' })}
            />
          )}
          <Answer
            look="yes"
            icon={video ? 'camera' : 'phone'}
            label={say.accept}
            testId="accept"
            onClick={() => void accept()}
            button={yes}
          />
        </div>
        <button type="button" className="rl-quiet-button" data-testid="ignore" onClick={() => void ignore()}>
          <Icon name="moon" />
          {say.sayBusy}
        </button>
        <p className="rl-keys">
          <kbd>Enter</kbd> {say.keyAccepts} · <kbd>Esc</kbd> {say.keyDeclines}
        </p>
      </div>
    </dialog>
  );
}

interface AnswerProps {
  look: 'yes' | 'no' | 'also';
  icon: IconName;
  label: string;
  testId: string;
  onClick: () => void;
  button?: RefObject<HTMLButtonElement | null>;
}

function Answer({ look, icon, label, testId, onClick, button }: AnswerProps) {
  return (
    <button type="button" className="rl-answer" data-look={look} ref={button} onClick={onClick} data-testid={testId}>
      <span className="rl-answer-mark">
        <Icon name={icon} />
      </span>
      {label}
    </button>
  );
}
