import { useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import type { Call } from '../call';
import { presentOthers } from '../call';
import { useKit, useWords } from '../context';
import { useCall } from '../hooks/useCall';
import { useActiveSpeaker, useMedia } from '../hooks/useMember';
import { useProfile } from '../hooks/useProfiles';
import { useServerNow } from '../hooks/useServerNow';
import { useVideo } from '../hooks/useVideo';
import { hue } from '../words';
import { Announcer } from './Announcer';
import { Face } from './Avatar';
import { Control } from './Control';
import { useRoot } from './root';

interface Corner {
  x: 'left' | 'right';
  y: 'top' | 'bottom';
}

/** Moved by more than this, in px, a press is a drag. */
const SLACK = 6;

/** The call in a small window, while it is minimized. It sits in a corner: drag it to another, or use the arrow keys. */
export function FloatingCall({ className }: { className?: string | undefined }) {
  const { call, minimized } = useCall();
  return call && minimized ? <Floating key={call.id} call={call} className={className} /> : null;
}

function Floating({ call, className }: { call: Call; className: string | undefined }) {
  const words = useWords();
  const { messages: say } = words;
  const { microphone, setMicrophone, setMinimized, hangUp } = useCall();
  const me = useKit((state) => state.me);
  const speaker = useActiveSpeaker();
  const others = presentOthers(call, me);
  const shown = (others.find(({ user }) => user === speaker) ?? others[0])?.user ?? me;
  const { name } = useProfile(shown);
  const { corner, drag, moving, events, keys, next } = useCorner(words.dir);
  const restore = () => setMinimized(false);
  const root = useRoot('rl-floating', className);
  return (
    <section
      {...root}
      aria-label={say.inCallWith(name)}
      style={{ '--rl-drag': `${drag.x}px ${drag.y}px` } as CSSProperties}
      data-x={corner.x}
      data-y={corner.y}
      data-moving={moving || undefined}
      data-testid="floating"
      data-call-id={call.id}
    >
      <div className="rl-floating-picture" {...events} onDoubleClick={restore}>
        <Picture key={shown} user={shown} />
        <span className="rl-tile-name">
          <bdi>{name}</bdi>
          <Clock call={call} />
        </span>
      </div>
      <div className="rl-floating-controls">
        <span onKeyDown={keys}>
          <Control label={say.moveWindow} icon="move" look="bare" testId="move" onClick={next} />
        </span>
        <Control
          label={microphone ? say.mute : say.unmute}
          icon={microphone ? 'mic' : 'micOff'}
          look={microphone ? 'bare' : 'off'}
          testId="mute"
          onClick={() => void setMicrophone(!microphone)}
        />
        <Control label={say.restore} icon="expand" look="bare" testId="restore" onClick={restore} />
        <Control label={say.hangUp} icon="hangup" look="end" testId="hangup" onClick={() => void hangUp()} />
      </div>
      <Announcer />
    </section>
  );
}

function Picture({ user }: { user: string }) {
  const { video, speaking } = useMedia(user);
  return (
    <div
      className="rl-tile"
      style={{ '--rl-hue': hue(user) } as CSSProperties}
      data-testid={`tile-${user}`}
      data-video={video}
      data-speaking={speaking}
    >
      <div className="rl-tile-view">
        <div ref={useVideo(user)} />
      </div>
      <div className="rl-tile-rest">
        <Face user={user} />
      </div>
    </div>
  );
}

function Clock({ call }: { call: Call }) {
  const words = useWords();
  const now = useServerNow();
  return <span className="rl-call-clock">{call.answeredAt > 0 && words.clock(now - call.answeredAt)}</span>;
}

/** The middle of what the page leaves to the small window: nearer to one of its edges is that side. */
function middleOf(window: Element): { x: number; y: number } {
  const { scrollMarginTop, scrollMarginRight, scrollMarginBottom, scrollMarginLeft } = getComputedStyle(window);
  const px = (length: string) => Number.parseFloat(length) || 0;
  return {
    x: (px(scrollMarginLeft) + innerWidth - px(scrollMarginRight)) / 2,
    y: (px(scrollMarginTop) + innerHeight - px(scrollMarginBottom)) / 2,
  };
}

/** A corner of the window, and the ways to another: dragging, the arrow keys, and a click for those who can do neither. */
function useCorner(dir: 'ltr' | 'rtl') {
  const [corner, setCorner] = useState<Corner>({ x: dir === 'rtl' ? 'left' : 'right', y: 'bottom' });
  const [drag, setDrag] = useState({ x: 0, y: 0 });
  const [moving, setMoving] = useState(false);
  const from = useRef<{ x: number; y: number } | undefined>(undefined);

  const events = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (!from.current) return;
      const by = { x: event.clientX - from.current.x, y: event.clientY - from.current.y };
      if (!moving && Math.hypot(by.x, by.y) < SLACK) return;
      setMoving(true);
      setDrag(by);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      from.current = undefined;
      if (!moving) return;
      const box = event.currentTarget.getBoundingClientRect();
      setMoving(false);
      setDrag({ x: 0, y: 0 });
      const middle = middleOf(event.currentTarget.parentElement ?? event.currentTarget);
      setCorner({
        x: box.left + box.width / 2 < middle.x ? 'left' : 'right',
        y: box.top + box.height / 2 < middle.y ? 'top' : 'bottom',
      });
    },
    onPointerCancel() {
      from.current = undefined;
      setMoving(false);
      setDrag({ x: 0, y: 0 });
    },
  };

  const to: Partial<Record<string, Partial<Corner>>> = {
    ArrowLeft: { x: 'left' },
    ArrowRight: { x: 'right' },
    ArrowUp: { y: 'top' },
    ArrowDown: { y: 'bottom' },
  };
  const keys = (event: KeyboardEvent) => {
    const side = to[event.key];
    if (!side) return;
    event.preventDefault();
    setCorner({ ...corner, ...side });
  };
  const next = () => {
    setCorner(
      corner.x === 'right'
        ? corner.y === 'bottom'
          ? { x: 'right', y: 'top' }
          : { x: 'left', y: 'top' }
        : corner.y === 'top'
          ? { x: 'left', y: 'bottom' }
          : { x: 'right', y: 'bottom' },
    );
  };
  return { corner, drag, moving, events, keys, next };
}
