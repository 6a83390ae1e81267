import { createContext, useContext, useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { presentOthers } from '../call';
import type { Call } from '../call';
import { useKit, useWords } from '../context';
import { useCall } from '../hooks/useCall';
import { useActiveSpeaker } from '../hooks/useMember';
import { useProfiles } from '../hooks/useProfiles';
import { useServerNow } from '../hooks/useServerNow';
import { Announcer } from './Announcer';
import { Banners } from './Banners';
import { Control } from './Control';
import { Controls } from './Controls';
import { arrange } from './layout';
import type { Layout } from './layout';
import { useRoot } from './root';
import { Tiles } from './Tiles';

export interface CallViewProps {
  /** Default auto: a grid, or one large picture where there are many or a screen is shared. The user can change it. */
  layout?: Layout | undefined;
  /** Who is offered for inviting; who is online if left out. */
  contacts?: readonly string[] | undefined;
  /** URLs of pictures that can stand behind the user. */
  backgrounds?: readonly string[] | undefined;
  /** Default true: single letters are keys while the focus is in the call. */
  shortcuts?: boolean | undefined;
  /** Adds the button that makes it small. */
  onMinimize?: (() => void) | undefined;
  /** Buttons of the page's own, in the head of the call. */
  tools?: ReactNode;
  className?: string | undefined;
}

/** The id of the heading that names the call. */
const TitleId = createContext<string | undefined>(undefined);

/** The call that this device is in: pictures, clock, controls. */
export function CallView(props: CallViewProps) {
  const { call } = useCall();
  return call ? <View key={call.id} call={call} {...props} /> : null;
}

function View({
  call,
  layout = 'auto',
  contacts,
  backgrounds,
  shortcuts = true,
  onMinimize,
  tools,
  className,
}: CallViewProps & { call: Call }) {
  const { messages: say } = useWords();
  const me = useKit((state) => state.me);
  const media = useKit((state) => state.media);
  const screens = useKit((state) => state.screens);
  const speaker = useActiveSpeaker();
  const [chosen, setChosen] = useState(layout);
  const [pinned, setPinned] = useState('');
  const arrangement = arrange(call, me, { layout: chosen, pinned, speaker, screens });
  const large = arrangement.kind === 'speaker';
  const toggleLayout = () => {
    setChosen(large ? 'grid' : 'speaker');
    setPinned('');
  };
  return (
    <Stage call={call} shortcuts={shortcuts} className={className} media={media} layout={arrangement.kind}>
      <header className="rl-call-head">
        <Title call={call} />
        <Clock call={call} />
        {tools}
        {arrangement.kind !== 'pair' && (
          <Control
            label={large ? say.layoutGrid : say.layoutSpeaker}
            icon={large ? 'grid' : 'spotlight'}
            look="bare"
            shortcut={shortcuts ? 'L' : undefined}
            testId="layout"
            onClick={toggleLayout}
          />
        )}
        {onMinimize && (
          <Control label={say.minimize} icon="minimize" look="bare" testId="minimize" onClick={onMinimize} />
        )}
      </header>
      <Banners />
      <Tiles arrangement={arrangement} pinned={pinned} onPin={setPinned} />
      <Controls waiting={call.state === 'outgoing'} contacts={contacts} backgrounds={backgrounds} keys={shortcuts} />
    </Stage>
  );
}

interface StageProps {
  call: Call;
  media: string;
  layout: string;
  shortcuts: boolean;
  className: string | undefined;
  children: ReactNode;
}

/** The frame of a call: takes the focus when it comes, and knows the keys. */
export function Stage({ call, media, layout, shortcuts, className, children }: StageProps) {
  const root = useRoot('rl-call', className);
  const id = useId();
  const frame = useRef<HTMLElement>(null);
  useEffect(() => frame.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true }), []);

  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (!shortcuts || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    const key = event.key.length === 1 ? `${event.shiftKey ? 'Shift+' : ''}${event.key.toUpperCase()}` : '';
    const button = frame.current?.querySelector<HTMLElement>(`[aria-keyshortcuts='${CSS.escape(key)}']`);
    if (!button) return;
    event.preventDefault();
    button.click();
  };

  return (
    <section
      {...root}
      ref={frame}
      aria-labelledby={id}
      onKeyDown={press}
      data-testid="call"
      data-call-id={call.id}
      data-status={call.state === 'connected' ? 'connected' : 'calling'}
      data-media={media}
      data-layout={layout}
    >
      <TitleId.Provider value={id}>{children}</TitleId.Provider>
      <Announcer />
    </section>
  );
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=radio], [type=checkbox]), textarea, select'))
  );
}

/** With whom. */
export function Title({ call }: { call: Call }) {
  const words = useWords();
  const { messages: say } = words;
  const me = useKit((state) => state.me);
  const id = useContext(TitleId);
  const names = useProfiles(presentOthers(call, me).map(({ user }) => user)).map(({ name }) => name);
  const who = words.list(names);
  const full =
    names.length === 0 ? say.aloneInCall : call.state === 'outgoing' ? say.calling(who) : say.inCallWith(who);
  return (
    <h2 className="rl-call-title" id={id} tabIndex={-1}>
      <span className="rl-hidden">{full}</span>
      <span aria-hidden="true">{names.length === 0 ? say.aloneInCall : who}</span>
    </h2>
  );
}

function Clock({ call }: { call: Call }) {
  const words = useWords();
  const now = useServerNow();
  return (
    <span className="rl-call-clock" data-testid="call-clock">
      {call.answeredAt > 0 ? words.clock(now - call.answeredAt) : words.messages.notReached}
    </span>
  );
}
