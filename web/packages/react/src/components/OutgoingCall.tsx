import type { Call, Member } from '../call';
import { useKit, useWords } from '../context';
import { useCall } from '../hooks/useCall';
import { useProfile, useProfiles } from '../hooks/useProfiles';
import { useServerNow } from '../hooks/useServerNow';
import { useVideo } from '../hooks/useVideo';
import type { Dialing } from '../state';
import { timeLeft } from '../words';
import { Face } from './Avatar';
import { Banners } from './Banners';
import { Stage, Title } from './CallView';
import { Control } from './Control';
import { Controls } from './Controls';
import { RingFace } from './RingFace';

export interface OutgoingCallProps {
  contacts?: readonly string[] | undefined;
  backgrounds?: readonly string[] | undefined;
  /** Default true: single letters are keys while the focus is in the call. */
  shortcuts?: boolean | undefined;
  /** Adds the button that makes it small. */
  onMinimize?: (() => void) | undefined;
  className?: string | undefined;
}

/** Whom this user calls, until somebody answers. */
export function OutgoingCall(props: OutgoingCallProps) {
  const { call, dialing } = useCall();
  const me = useKit((state) => state.me);
  if (call?.state === 'connected') return null;
  if (call) return <Waiting call={call} {...props} />;
  return dialing ? <Waiting call={planned(dialing, me)} {...props} /> : null;
}

/** What is on its way to the server, in the shape of a call. */
function planned({ users, media }: Dialing, me: string): Call {
  const member = (user: string): Member => ({
    user,
    role: user === me ? 'caller' : 'invitee',
    state: user === me ? 'joined' : 'ringing',
    reason: '',
    deadline: 0,
    rung: false,
    joinedAt: 0,
  });
  const members = [me, ...users].map(member);
  const group = users.length > 1;
  return {
    id: '',
    state: 'outgoing',
    media,
    group,
    from: me,
    members,
    data: '',
    startedAt: 0,
    answeredAt: 0,
    deadline: 0,
  };
}

function Waiting({
  call,
  contacts,
  backgrounds,
  shortcuts = true,
  onMinimize,
  className,
}: OutgoingCallProps & { call: Call }) {
  const words = useWords();
  const { messages: say } = words;
  const me = useKit((state) => state.me);
  const media = useKit((state) => state.media);
  const { camera } = useCall();
  const others = call.members.filter(({ user }) => user !== me);
  const names = useProfiles(others.map(({ user }) => user)).map(({ name }) => name);
  const [only] = others;
  return (
    <Stage call={call} shortcuts={shortcuts} className={className} media={media} layout="outgoing">
      <header className="rl-call-head">
        <Title call={call} />
        {onMinimize && (
          <Control label={say.minimize} icon="minimize" look="bare" testId="minimize" onClick={onMinimize} />
        )}
      </header>
      <Banners />
      <div className="rl-outgoing" data-preview={camera}>
        {camera && <Preview user={me} />}
        <div className="rl-outgoing-who">
          {others.length === 1 && only ? (
            <>
              <RingFace user={only.user} />
              <p className="rl-title">{words.list(names)}</p>
              <Standing member={only} />
            </>
          ) : (
            <ul className="rl-outgoing-list">
              {others.map((member) => (
                <Asked key={member.user} member={member} />
              ))}
            </ul>
          )}
        </div>
      </div>
      <Controls waiting contacts={contacts} backgrounds={backgrounds} keys={shortcuts} />
    </Stage>
  );
}

/** One's own picture, as the others will see it. */
function Preview({ user }: { user: string }) {
  return (
    <div className="rl-preview" data-self data-testid={`tile-${user}`} data-video="true">
      <div ref={useVideo(user)} />
    </div>
  );
}

function Asked({ member }: { member: Member }) {
  const { name } = useProfile(member.user);
  return (
    <li data-state={member.state}>
      {member.state === 'ringing' ? <RingFace user={member.user} size="m" /> : <Face user={member.user} />}
      <span className="rl-person-name">
        <bdi>{name}</bdi>
      </span>
      <Standing member={member} />
    </li>
  );
}

/** How far it got with somebody. */
function Standing({ member }: { member: Member }) {
  const words = useWords();
  const { messages: say } = words;
  const { name } = useProfile(member.user);
  const left = timeLeft(member.deadline, useServerNow());
  const text = () => {
    if (member.state === 'joined') return say.inTheCall;
    if (member.state === 'ringing') return member.rung ? say.ringingFor(words.duration(left, 'short')) : say.notReached;
    if (member.reason === 'rejected') return say.declined(name);
    if (member.reason === 'busy') return say.isBusy(name, 1);
    return say.noAnswerFrom(name);
  };
  return (
    <span className="rl-standing" data-testid={`ringing-${member.user}`}>
      {text()}
    </span>
  );
}
