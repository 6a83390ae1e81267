import type { EndWord } from '@ringline/call-engine';
import { duration, list } from './format';

/** What is known of a call that is over for this device. */
export interface Ended {
  callId: string;
  /** Why, in the server's word. */
  word: EndWord;
  /** Who did it: a user, the administrator's account, or empty when a clock did. */
  by: string;
  /** Whether this device was in the answered call. */
  connected: boolean;
  /** Seconds since the call was answered; 0 if it never was. */
  seconds: number;
  video: boolean;
  /** Who is looking. */
  me: string;
  /** Who started the call; or, for somebody who was asked, who asked them. */
  caller: string;
  /** Everybody else who belonged to it, for calling back. */
  others: string[];
  /** Who of the others did not come, and why. */
  refused: Record<string, EndWord>;
}

/** What the end card says. */
export interface Outcome {
  title: string;
  detail: string;
  /** An ordinary end, somebody who was not reached, or something that broke. */
  mood: 'calm' | 'missed' | 'failed';
}

/** Says in words how a call came to its end. */
export function outcome(ended: Ended): Outcome {
  const { word, me, caller, by } = ended;
  const mine = by === me;
  const asked = caller !== me;
  const talked = ended.seconds > 0 ? `You talked for ${duration(ended.seconds * 1000)}.` : '';
  const who = by === '' ? 'The other side' : by;

  switch (word) {
    case 'hung_up':
      return { title: mine ? 'You hung up' : `${who} hung up`, detail: talked, mood: 'calm' };
    case 'canceled':
      return asked
        ? { title: `Missed call from ${caller}`, detail: `${caller} gave up before you answered.`, mood: 'missed' }
        : { title: 'You gave up', detail: 'Nobody had answered yet.', mood: 'calm' };
    case 'rejected':
      return asked && !ended.connected
        ? { title: 'You declined', detail: `${caller} can see that you did not take the call.`, mood: 'calm' }
        : declined(ended, talked);
    case 'busy':
      return asked && !ended.connected
        ? { title: `Missed call from ${caller}`, detail: 'You were in another call.', mood: 'missed' }
        : busy(ended);
    case 'no_answer':
      return asked && !ended.connected
        ? { title: `Missed call from ${caller}`, detail: 'You did not answer in time.', mood: 'missed' }
        : { title: 'No answer', detail: talked || unanswered(ended), mood: 'missed' };
    case 'offline':
      return offline(ended, talked);
    case 'interrupted':
      return {
        title: 'Call interrupted',
        detail: 'The service restarted, and the call could not be picked up again.',
        mood: 'failed',
      };
    case 'ended_by_app':
      return {
        title: 'Ended by the server',
        detail: talked || 'It was stopped before anybody answered.',
        mood: 'calm',
      };
    case 'removed':
      return {
        title: 'Taken out by an administrator',
        detail: talked || 'It no longer rings for you.',
        mood: 'calm',
      };
    case 'answered_elsewhere':
      return { title: 'Answered on another device', detail: 'The call goes on there.', mood: 'calm' };
    case 'rejected_elsewhere':
      return { title: 'Declined on another device', detail: `You declined ${caller}’s call there.`, mood: 'calm' };
    case 'unknown':
      return { title: 'The call is over', detail: talked, mood: 'calm' };
  }
}

function declined(ended: Ended, talked: string): Outcome {
  const users = whose(ended, 'rejected');
  const title = `${list(users.length > 0 ? users : ended.others)} declined`;
  return { title, detail: talked || theRest(ended, 'rejected'), mood: 'missed' };
}

function busy(ended: Ended): Outcome {
  const users = whose(ended, 'busy');
  const names = users.length > 0 ? users : ended.others;
  return names.length > 1
    ? { title: `${list(names)} are busy`, detail: 'They are in other calls.', mood: 'missed' }
    : { title: `${list(names)} is busy`, detail: 'They are in another call. Try again in a while.', mood: 'missed' };
}

function unanswered(ended: Ended): string {
  const users = whose(ended, 'no_answer');
  if (users.length === 0) return `${list(ended.others)} did not answer in time.`;
  return [`${list(users)} did not answer in time.`, theRest(ended, 'no_answer')].join(' ').trim();
}

function offline(ended: Ended, talked: string): Outcome {
  if (ended.caller !== ended.me && !ended.connected) {
    const detail = `${ended.caller} lost the connection while it rang.`;
    return { title: `Missed call from ${ended.caller}`, detail, mood: 'missed' };
  }
  const gone = ended.by !== '' && ended.by !== ended.me ? ended.by : lone(ended);
  const title = gone === undefined ? 'Connection lost' : `${gone} lost the connection`;
  return { title, detail: talked || 'The call could not go on.', mood: 'failed' };
}

/** In a call of two there is only one other who can have vanished. */
function lone(ended: Ended): string | undefined {
  return ended.by !== ended.me && ended.others.length === 1 ? ended.others[0] : undefined;
}

function whose(ended: Ended, word: EndWord): string[] {
  return Object.keys(ended.refused).filter((user) => ended.refused[user] === word);
}

const did: Partial<Record<EndWord, string>> = {
  rejected: 'declined',
  busy: 'was busy',
  no_answer: 'did not answer',
};

/** What the others did, when not all did the same. */
function theRest(ended: Ended, but: EndWord): string {
  return Object.entries(ended.refused)
    .filter(([, word]) => word !== but && did[word] !== undefined)
    .map(([user, word]) => `${user} ${did[word] ?? ''}.`)
    .join(' ');
}
