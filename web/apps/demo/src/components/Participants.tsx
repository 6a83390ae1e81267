import { clock, timeLeft } from '@ringline/look';
import { Avatar, useServerNow, UserName } from '@ringline/react';
import type { Call, Member } from '@ringline/react';
import { useTag, useTexts } from '../language';
import type { Texts } from '../texts/en';

/** Everybody the call knows: who is in, who still rings and for how long, who is gone and why. */
export function Participants({ call, me }: { call: Call; me: string }) {
  const say = useTexts();
  const tag = useTag();
  const now = useServerNow();
  return (
    <ul aria-label={say.inThisCall} data-testid="participants">
      {call.members.map((member) => (
        <li
          key={member.user}
          className="person"
          data-testid={`participant-${member.user}`}
          data-state={member.state}
          data-reason={member.reason}
        >
          <span className="person-line">
            <span className="person-face">
              <Avatar user={member.user} />
            </span>
            <span className="person-text">
              <span className="person-name">
                <UserName user={member.user} />
                {member.user === me && ` (${say.you})`}
              </span>
              <span className="person-note" data-state={member.state}>
                {standing(member, call, now, tag, say)}
              </span>
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function standing(member: Member, call: Call, now: number, tag: string, say: Texts): string {
  switch (member.state) {
    case 'ringing': {
      const left = timeLeft(tag, member.deadline, now);
      return member.rung ? say.ringsFor(left) : say.notReachedFor(left);
    }
    case 'joined':
      return call.answeredAt > 0 ? say.inCallFor(clock(now - Math.max(member.joinedAt, call.answeredAt))) : say.waiting;
    case 'gone':
      return gone(member.reason, say);
  }
}

function gone(reason: string, { gone: say }: Texts): string {
  switch (reason) {
    case 'hung_up':
    case 'call_over':
      return say.left;
    case 'rejected':
    case 'rejected_elsewhere':
      return say.rejected;
    case 'answered_elsewhere':
      return say.elsewhere;
    case 'busy':
    case 'no_answer':
    case 'offline':
    case 'interrupted':
    case 'removed':
      return say[reason];
    default:
      return say.gone;
  }
}
