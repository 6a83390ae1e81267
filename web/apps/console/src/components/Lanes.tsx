import { clock } from '@ringline/look';
import { useTag, useTexts } from '../language';
import { picture, share } from '../lanes';
import type { Lane, Phase, Picture } from '../lanes';
import { instant, lasting } from '../times';
import type { Call, CallEvent } from '../wire';
import { circumstances, failed, sentence } from '../words';

const phases: readonly Phase[] = ['ringing', 'waiting', 'talking'];
const sources = ['call', 'webhook', 'media', 'client'] as const;

/** A call over time. Who does not see it has the list of its events. */
export function Lanes({ call, events }: { call: Call; events: readonly CallEvent[] }) {
  const say = useTexts();
  const tag = useTag();
  const drawn = picture(call, events);
  const members = new Set(call.legs.map(({ user }) => user)).size;
  const length = drawn.until - drawn.from;
  return (
    <figure className="lanes-figure">
      <div
        className="lanes"
        role="img"
        aria-label={say.timelinePicture(members, events.length, lasting(tag, call.ring_ms + call.talk_ms))}
        data-testid="lanes"
      >
        {drawn.lanes.map((lane) => (
          <LaneRow key={typeof lane.of === 'string' ? lane.of : `user ${lane.of.user}`} lane={lane} drawn={drawn} />
        ))}
        <div className="lane axis">
          <span />
          <span className="track">
            {drawn.ticks.map((tick) => (
              <span key={tick} className="tick" style={{ insetInlineStart: `${(tick / length) * 100}%` }}>
                {length < 6000 ? lasting(tag, tick) : clock(tick)}
              </span>
            ))}
          </span>
        </div>
      </div>
      <figcaption className="legend" aria-hidden="true">
        {phases.map((phase) => (
          <span key={phase}>
            <i className="span" data-phase={phase} />
            {say.phase[phase]}
          </span>
        ))}
        {sources.map((source) => (
          <span key={source}>
            <i className="mark" data-source={source} />
            {say.source[source]}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function LaneRow({ lane: { of, spans, marks, last }, drawn }: { lane: Lane; drawn: Picture }) {
  const say = useTexts();
  return (
    <div className="lane">
      <span className="lane-name">{typeof of === 'string' ? say.lane[of] : of.user}</span>
      <span className="track">
        {drawn.ticks.map((tick) => (
          <span key={tick} className="rule" style={{ insetInlineStart: `${share(drawn.from + tick, drawn)}%` }} />
        ))}
        {spans.map(({ phase, from, until }) => (
          <span
            key={`${phase}${from}`}
            className="span"
            data-phase={phase}
            title={say.phase[phase]}
            style={{
              insetInlineStart: `${share(from, drawn)}%`,
              inlineSize: `${share(until, drawn) - share(from, drawn)}%`,
            }}
          />
        ))}
        {marks.map(({ at, event }, index) => (
          <span
            key={index}
            className="mark"
            data-source={event.source}
            data-failed={failed(event)}
            title={[instant(event.at), sentence(event, say), circumstances(event, say)].filter(Boolean).join('\n')}
            style={{ insetInlineStart: `${share(at, drawn)}%` }}
          />
        ))}
      </span>
      {last?.reason && <span className="lane-end">{say.reason[last.reason]}</span>}
    </div>
  );
}
