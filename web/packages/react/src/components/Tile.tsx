import type { CSSProperties } from 'react';
import type { Member } from '../call';
import { useKit, useWords } from '../context';
import { useMember } from '../hooks/useMember';
import { useProfile } from '../hooks/useProfiles';
import { useServerNow } from '../hooks/useServerNow';
import { useVideo } from '../hooks/useVideo';
import { hue, timeLeft } from '../words';
import { Face } from './Avatar';
import { Icon } from './Icon';
import { RingFace } from './RingFace';
import { Signal } from './Signal';

interface Props {
  member: Member;
  featured: boolean;
  /** Undefined where there is nothing to choose. */
  pinned?: boolean | undefined;
  onPin?: (() => void) | undefined;
}

/** Somebody in the call: their picture, their face while there is none, or the time they still have to answer. */
export function Tile({ member, featured, pinned, onPin }: Props) {
  const { user, state } = member;
  const { messages: say } = useWords();
  const mine = useKit((s) => s.me === user);
  const { video, audio, speaking, level, quality } = useMember(user);
  const { name } = useProfile(user);
  const joined = state === 'joined';
  const shown = mine ? say.you : name;
  return (
    <div
      className="rl-tile"
      role="group"
      aria-label={shown}
      style={{ '--rl-hue': hue(user), '--rl-level': level / 100 } as CSSProperties}
      data-testid={`tile-${user}`}
      data-self={mine || undefined}
      data-state={state}
      data-video={joined && video}
      data-audio={joined && audio}
      data-speaking={joined && speaking}
      data-featured={featured || undefined}
    >
      {joined && <Picture user={user} />}
      <div className="rl-tile-rest">{joined ? <SpeakingFace user={user} /> : <Ringing member={member} />}</div>
      <span className="rl-tile-name">
        {joined && !audio && <Icon name="micOff" />}
        <bdi>{shown}</bdi>
        {joined && !audio && <span className="rl-hidden">, {say.muted}</span>}
        {joined && <Signal quality={quality} />}
      </span>
      {onPin && (
        <button
          type="button"
          className="rl-pin"
          aria-pressed={pinned}
          aria-label={pinned ? say.unpin(shown) : say.pin(shown)}
          onClick={onPin}
          data-testid={`pin-${user}`}
        >
          <Icon name="pin" />
        </button>
      )}
    </div>
  );
}

function Picture({ user }: { user: string }) {
  return (
    <div className="rl-tile-view">
      <div ref={useVideo(user)} />
    </div>
  );
}

function SpeakingFace({ user }: { user: string }) {
  return (
    <span className="rl-speaking-face">
      <Face user={user} size="l" />
    </span>
  );
}

function Ringing({ member }: { member: Member }) {
  const words = useWords();
  const { messages: say } = words;
  const left = timeLeft(member.deadline, useServerNow());
  return (
    <>
      <RingFace user={member.user} left={left} />
      <span className="rl-tile-note" data-testid={`ringing-${member.user}`}>
        {member.rung ? say.ringingFor(words.duration(left, 'short')) : say.notReached}
      </span>
    </>
  );
}

/** Somebody's screen. */
export function ScreenTile({ user, featured, pinned, onPin }: Omit<Props, 'member'> & { user: string }) {
  const { messages: say } = useWords();
  const { name } = useProfile(user);
  const title = say.screenOf(name);
  return (
    <div
      className="rl-tile rl-screen"
      role="group"
      aria-label={title}
      data-testid={`screen-${user}`}
      data-video="true"
      data-featured={featured || undefined}
    >
      <div className="rl-tile-view">
        <div ref={useVideo(user, { source: 'screen', fit: 'contain' })} />
      </div>
      <span className="rl-tile-name">
        <Icon name="screen" />
        <bdi>{title}</bdi>
      </span>
      {onPin && (
        <button
          type="button"
          className="rl-pin"
          aria-pressed={pinned}
          aria-label={pinned ? say.unpin(title) : say.pin(title)}
          onClick={onPin}
        >
          <Icon name="pin" />
        </button>
      )}
    </div>
  );
}
