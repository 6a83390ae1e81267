import type { EndWord } from '@ringline/call-engine';
import type { EndedCall } from './call';
import type { Words } from './words';

/** What the end card says. */
export interface Outcome {
  title: string;
  detail: string;
  /** An ordinary end, somebody who was not reached, or something that broke. */
  mood: 'calm' | 'missed' | 'failed';
}

/**
 * Says in words how a call came to its end.
 *
 * @param me who is looking
 * @param nameOf what a user is called
 */
export function outcome(ended: EndedCall, me: string, nameOf: (user: string) => string, words: Words): Outcome {
  const { messages: say } = words;
  const { reason, by, connected } = ended;
  const asked = ended.from !== me;
  const from = nameOf(ended.from);
  const talked = ended.seconds > 0 ? say.talkedFor(words.duration(ended.seconds * 1000)) : '';
  const names = (users: readonly string[]) => words.list(users.map(nameOf));
  const whose = (word: EndWord) => Object.keys(ended.refused).filter((user) => ended.refused[user] === word);
  /** Those who did it; all of them if nobody said who. */
  const those = (word: EndWord) => (whose(word).length > 0 ? whose(word) : ended.others);
  /** What the others did, when not all did the same. */
  const rest = (but: EndWord) =>
    [
      ...(but === 'rejected' ? [] : whose('rejected').map((user) => say.declined(nameOf(user)))),
      ...(but === 'busy' ? [] : whose('busy').map((user) => say.isBusy(nameOf(user), 1))),
      ...(but === 'no_answer' ? [] : whose('no_answer').map((user) => say.noAnswerFrom(nameOf(user)))),
    ].join(' · ');

  switch (reason) {
    case 'hung_up': {
      const title = by === me ? say.youHungUp : say.hungUp(by === '' ? say.theOtherSide : nameOf(by));
      return { title, detail: talked, mood: 'calm' };
    }
    case 'canceled':
      return asked
        ? { title: say.canceledBy(from), detail: say.nobodyYet, mood: 'missed' }
        : { title: say.youGaveUp, detail: say.nobodyYet, mood: 'calm' };
    case 'rejected':
      return asked && !connected
        ? { title: say.youDeclined, detail: say.youDeclinedNote(from), mood: 'calm' }
        : { title: say.declined(names(those('rejected'))), detail: talked || rest('rejected'), mood: 'missed' };
    case 'busy':
      return asked && !connected
        ? { title: say.youWereBusy, detail: say.youWereBusyNote(from), mood: 'missed' }
        : {
            title: say.isBusy(names(those('busy')), those('busy').length),
            detail: rest('busy') || say.busyNote,
            mood: 'missed',
          };
    case 'no_answer':
      return asked && !connected
        ? { title: say.missedFrom(from), detail: say.youWereLate, mood: 'missed' }
        : {
            title: say.noAnswer,
            detail: talked || [say.noAnswerNote(names(those('no_answer'))), rest('no_answer')].join(' ').trim(),
            mood: 'missed',
          };
    case 'offline': {
      if (asked && !connected) return { title: say.connectionLost, detail: say.lostWhileRinging(from), mood: 'missed' };
      // In a call of two there is only one other who can have vanished.
      const gone = by !== '' && by !== me ? by : by === '' && ended.others.length === 1 ? ended.others[0] : undefined;
      const title = gone === undefined ? say.connectionLost : say.lost(nameOf(gone));
      return { title, detail: talked || say.couldNotGoOn, mood: 'failed' };
    }
    case 'interrupted':
      return { title: say.interrupted, detail: say.interruptedNote, mood: 'failed' };
    case 'ended_by_app':
      return { title: say.endedByServer, detail: talked || say.endedByServerNote, mood: 'calm' };
    case 'removed':
      return { title: say.removed, detail: talked || say.removedNote, mood: 'calm' };
    case 'answered_elsewhere':
      return { title: say.answeredElsewhere, detail: say.answeredElsewhereNote, mood: 'calm' };
    case 'rejected_elsewhere':
      return { title: say.declinedElsewhere, detail: say.declinedElsewhereNote(from), mood: 'calm' };
    case 'unknown':
      return { title: say.callOver, detail: talked, mood: 'calm' };
  }
}
