import { CopyButton } from '@ringline/look';
import { useTag, useTexts } from '../language';
import { moment } from '../times';
import type { Call } from '../wire';
import { actor } from '../words';

/** The rest of what is known of a call. */
export function CallFacts({ call }: { call: Call }) {
  const say = useTexts();
  const tag = useTag();
  const names = say.factNames;
  const { end, moves = 0 } = call;
  const rows: [name: string, value: string | undefined][] = [
    [names.started, moment(tag, call.started_at)],
    [names.answered, call.answered_at && moment(tag, call.answered_at)],
    [names.ended, end && moment(tag, end.at)],
    ['', end && say.endedBecause(say.result[end.result], say.reason[end.reason], actor(end.by, say))],
    [names.room, call.room.name],
    [names.node, call.host],
    [names.moves, moves > 0 ? say.moved(moves) : undefined],
    [names.group, call.chat_group],
    [names.data, call.user_data],
  ];
  return (
    <dl className="facts">
      <div>
        <dt>{names.id}</dt>
        <dd>
          <code data-testid="call-id">{call.id}</code>
          <CopyButton text={call.id} label={names.id} bare />
        </dd>
      </div>
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name || say.resultLabel}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
