/** The code behind what is on the screen, with the names and ids of this very moment in it. */

export type Situation = 'idle' | 'outgoing' | 'incoming' | 'call' | 'ended';
export type Side = 'kit' | 'engine' | 'server';

export interface Facts {
  origin: string;
  app: number;
  me: string;
  /** Whom one calls, or might. */
  others: readonly string[];
  video: boolean;
  /** Empty: none. */
  call: string;
}

/** What does it with the kit, with the engine alone, and from a back end. */
export function snippet(situation: Situation, side: Side, facts: Facts): string {
  return code[side][situation](facts);
}

const quoted = (users: readonly string[]) => users.map((user) => `'${user}'`).join(', ');
const callees = ({ others }: Facts) => (others.length === 1 ? quoted(others) : `[${quoted(others)}]`);

/** A request of a back end, as a line for a shell; with a body it is a POST. */
function ask(url: string, body?: object): string {
  const token = `curl ${url} \\
  -H "Authorization: Bearer $RINGLINE_TOKEN"`;
  if (!body) return token;
  return `${token} \\
  -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(body)}'`;
}

const code: Record<Side, Record<Situation, (facts: Facts) => string>> = {
  kit: {
    idle: () => `import {
  CallHistory, CallKit, RinglineProvider,
} from '@ringline/react';
import '@ringline/react/style.css';

export const App = (login) => (
  <RinglineProvider {...login}>
    <CallHistory />
    <CallKit />
  </RinglineProvider>
); // login: { app, user, token }
`,
    outgoing: (facts) => `import { useCall } from '@ringline/react';

function CallButton() {
  const { start } = useCall();
  const call = () =>
    start(${callees(facts)}, { media: '${facts.video ? 'video' : 'audio'}' });
  return <button onClick={call}>Call</button>;
}
`,
    incoming: () => `import {
  useIncomingCall, UserName,
} from '@ringline/react';

// What <CallKit /> does, drawn by yourself.
function Rings() {
  const { call, accept } = useIncomingCall();
  if (!call) return null;
  return (
    <button onClick={() => accept()}>
      <UserName user={call.from} /> is calling
    </button>
  );
}
`,
    call: () => `import {
  CallView, useCall, useStatistics,
} from '@ringline/react';

function Talk() {
  const { invite, hangUp } = useCall();
  const add = () => invite(['dave']);
  return (
    <>
      <CallView layout="auto" />
      {useStatistics()?.rtt} ms
      <button onClick={add}>Add dave</button>
      <button onClick={hangUp}>Hang up</button>
    </>
  );
}
`,
    ended: () => `import {
  CallHistory, useCall,
} from '@ringline/react';

function Afterwards() {
  const { ended, start } = useCall();
  const again = () => start(ended.others);
  return (
    <>
      <h2>{ended?.title}</h2>
      <button onClick={again}>Call again</button>
      <CallHistory pageSize={20} />
    </>
  );
}
`,
  },
  engine: {
    idle: ({ origin, app, me }) => `import { TUICallEngine, TUICallEvent }
  from '${origin}/sdk/call-engine.js';

const engine = TUICallEngine.createInstance({
  SDKAppID: ${app},
});
engine.on(
  TUICallEvent.ON_CALL_RECEIVED,
  ({ callerId }) => console.log(callerId),
);
await engine.login({ userID: '${me}', userSig });
`,
    outgoing: ({ others, video }) => `const { callId } = await engine.calls({
  userIDList: [${quoted(others)}],
  type: TUICallType.${video ? 'VIDEO_CALL' : 'AUDIO_CALL'},
});
await engine.openMicrophone();
${video ? "await engine.openCamera('my-picture');\n" : ''}`,
    incoming: ({ video }) => `const { ON_CALL_RECEIVED } = TUICallEvent;
engine.on(ON_CALL_RECEIVED, async () => {
  await engine.accept(); // reject(), ignore()
  await engine.openMicrophone();
${video ? "  await engine.openCamera('my-picture');\n" : ''}});
`,
    call: () => `engine.on(
  TUICallEvent.USER_VIDEO_AVAILABLE,
  ({ userID }) => engine.startRemoteView({
    userID, videoViewDomID: 'picture',
  }),
);
engine.on(
  RinglineEvent.STATISTICS,
  ({ rtt, users }) => console.log(rtt, users),
);
await engine.inviteUser({ userIDList: ['dave'] });
await engine.startScreenShare({ audio: true });
await engine.hangup();
`,
    ended: () => `engine.on(
  TUICallEvent.ON_CALL_END,
  ({ word, userID }) => console.log(word, userID),
);
const { calls, next } =
  await engine.getCallHistory({ missed: true });
`,
  },
  server: {
    idle: ({ origin, app, me }) => `# a token for your back end
export RINGLINE_TOKEN=$(ringline token create \\
  back-end --scope admin)

# what a user logs in with
ringline usersig --app ${app} --user ${me}

# who is calling whom
${ask(`${origin}/api/v1/apps/${app}/calls`)}
`,
    outgoing: ({ origin, app, me, others, video }) => `# the same call, started by your back end
${ask(`${origin}/api/v1/apps/${app}/calls`, { caller: me, callees: others, media: video ? 'video' : 'audio' })}
`,
    incoming: ({ origin, app, call }) => `# what rings, and whom it was asked of
${ask(`${origin}/api/v1/apps/${app}/calls/${call}`)}

# it rings no more
${ask(`${origin}/api/v1/apps/${app}/calls/${call}/end`, {})}
`,
    call: ({ origin, app, call }) => `# one more
${ask(`${origin}/api/v1/apps/${app}/calls/${call}/invite`, { users: ['dave'] })}

# the end
${ask(`${origin}/api/v1/apps/${app}/calls/${call}/end`, {})}
`,
    ended: ({ origin, app, call }) => `# the record of it
${ask(`${origin}/api/v1/apps/${app}/records/${call}`)}

# how it came to that
ringline call explain ${call}
`,
  },
};

/** A piece of code and what it is, for colouring. */
export interface Piece {
  text: string;
  kind: 'comment' | 'string' | 'word' | 'plain';
}

const words =
  /(?<comment>\/\/[^\n]*|(?<=^|\n)#[^\n]*)|(?<string>'[^'\n]*'|"[^"\n]*")|(?<word>\b(?:import|from|export|const|function|return|await|async|if|null|new|curl|ringline)\b)/gu;

/** Takes code apart. The pieces put together are the code. */
export function pieces(text: string): Piece[] {
  const all: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(words)) {
    if (match.index > end) all.push({ text: text.slice(end, match.index), kind: 'plain' });
    const { comment, string } = match.groups ?? {};
    all.push({ text: match[0], kind: comment !== undefined ? 'comment' : string !== undefined ? 'string' : 'word' });
    end = match.index + match[0].length;
  }
  if (end < text.length) all.push({ text: text.slice(end), kind: 'plain' });
  return all;
}
