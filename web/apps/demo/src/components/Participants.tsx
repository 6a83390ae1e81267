import type { CallEngine, CallInfo, CallMember } from '@ringline/call-engine';
import { clock, secondsLeft } from '../format';
import { useServerNow } from '../useServerNow';
import { Face } from './Face';

const gone: Record<CallMember['reason'], string> = {
  '': 'gone',
  hung_up: 'left',
  canceled: 'no longer asked',
  rejected: 'declined',
  busy: 'is in another call',
  no_answer: 'did not answer',
  offline: 'lost the connection',
  interrupted: 'was cut off by a restart',
  ended_by_app: 'gone',
  removed: 'was taken out',
  answered_elsewhere: 'answered elsewhere',
  rejected_elsewhere: 'declined elsewhere',
  call_over: 'left',
  unknown: 'gone',
};

/** Everybody the call knows: who is in, who still rings and for how long, who is gone and why. */
export function Participants({ engine, call, me }: { engine: CallEngine; call: CallInfo; me: string }) {
  const now = useServerNow(engine);
  return (
    <ul aria-label="Participants" data-testid="participants">
      {call.members.map((member) => (
        <li
          key={member.userID}
          className="person"
          data-testid={`participant-${member.userID}`}
          data-state={member.state}
          data-reason={member.reason}
        >
          <span className="person-line">
            <span className="person-face">
              <Face user={member.userID} online={undefined} />
            </span>
            <span className="person-text">
              <span className="person-name">
                {member.userID}
                {member.userID === me && ' (you)'}
              </span>
              <span className="person-note" data-state={member.state}>
                {standing(member, call, now)}
              </span>
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function standing(member: CallMember, call: CallInfo, now: number): string {
  switch (member.state) {
    case 'ringing':
      return `${member.rung ? 'rings' : 'not reached yet'}, ${secondsLeft(member.deadline, now)} s left`;
    case 'joined':
      return call.answeredAt > 0
        ? `in the call for ${clock(now - Math.max(member.joinedAt, call.answeredAt))}`
        : 'waits for an answer';
    case 'gone':
      return gone[member.reason];
  }
}
