import { Avatar, UserName } from '@ringline/react';
import type { Statistics, UserStatistics } from '@ringline/call-engine';
import { Icon, milliseconds, rate, share, SmallChart } from '@ringline/look';
import { useId, useState } from 'react';
import { useTag, useTexts } from '../language';
import { useMinute } from '../useMinute';

/** A button in the head of the call, and over the pictures what it opens: how the media does, and did in the last minute. */
export function Numbers() {
  const say = useTexts();
  const [open, setOpen] = useState(false);
  const minute = useMinute();
  const id = useId();
  const newest = minute.at(-1);
  return (
    <>
      <button
        type="button"
        className="numbers-button"
        aria-expanded={open}
        aria-controls={id}
        aria-keyshortcuts="N"
        aria-label={open ? say.numbersHide : say.numbersShow}
        title={open ? say.numbersHide : say.numbersShow}
        onClick={() => setOpen(!open)}
        data-testid="numbers-toggle"
      >
        <Icon name="pulse" />
      </button>
      {open && (
        <section className="numbers" id={id} aria-label={say.numbers} data-testid="numbers">
          {newest ? <Body minute={minute} newest={newest} /> : <p>{say.numbersWait}</p>}
        </section>
      )}
    </>
  );
}

function Body({ minute, newest }: { minute: readonly Statistics[]; newest: Statistics }) {
  const say = useTexts();
  const tag = useTag();
  const ms = (value: number) => milliseconds(tag, value);
  const bits = (value: number) => rate(tag, value);
  const part = (value: number) => share(tag, value);
  const all = (pick: (one: Statistics) => number) => minute.map(pick);
  return (
    <>
      <dl className="numbers-grid">
        <Measure label={say.roundTrip} values={all(({ rtt }) => rtt)} write={ms} testId="number-rtt" />
        <Measure label={say.jitter} values={all(({ jitter }) => jitter)} write={ms} />
        <Measure label={say.received} values={all((one) => one.bitrateIn)} write={bits} testId="number-in" />
        <Measure label={say.sent} values={all((one) => one.bitrateOut)} write={bits} testId="number-out" />
        <Measure label={say.lost} values={all((one) => Math.max(one.lossIn, one.lossOut))} write={part} />
      </dl>
      <ul className="numbers-users">
        {newest.users.map((user) => (
          <Row key={user.userID} user={user} minute={minute} />
        ))}
      </ul>
      <p className="numbers-foot">
        {[
          newest.transport && `${say.transport} ${newest.transport.toUpperCase()}`,
          newest.firstAudio > 0 && `${say.firstSound} ${ms(newest.firstAudio)}`,
          newest.firstFrame > 0 && `${say.firstPicture} ${ms(newest.firstFrame)}`,
          `${say.freezes} ${newest.freezes}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}

interface MeasureProps {
  label: string;
  values: readonly number[];
  write: (value: number) => string;
  testId?: string;
}

function Measure({ label, values, write, testId }: MeasureProps) {
  return (
    <div className="measure">
      <dt>{label}</dt>
      <dd data-testid={testId}>{write(values.at(-1) ?? 0)}</dd>
      <dd>
        <Chart label={label} values={values} write={write} />
      </dd>
    </div>
  );
}

function Row({ user, minute }: { user: UserStatistics; minute: readonly Statistics[] }) {
  const say = useTexts();
  const tag = useTag();
  const { userID, bitrate, loss, width, height, fps } = user;
  const rates = minute.map(({ users }) => users.find((one) => one.userID === userID)?.bitrate ?? 0);
  const picture = height > 0 ? `${width} × ${height}, ${say.fps(Math.round(fps))}` : say.noPictureNow;
  return (
    <li data-testid={`numbers-${userID}`}>
      <Avatar user={userID} size="s" />
      <span className="numbers-name">
        <UserName user={userID} />
        <span>{picture}</span>
      </span>
      <span className="numbers-rate">
        {rate(tag, bitrate)}
        <span>
          {say.lost} {share(tag, loss)}
        </span>
      </span>
      <Chart label={say.received} values={rates} write={(value) => rate(tag, value)} />
    </li>
  );
}

const slots = 30;
function Chart({ label, values, write }: Omit<MeasureProps, 'testId'>) {
  const say = useTexts();
  const said = say.lastMinute(label, write(Math.min(...values)), write(Math.max(...values)));
  return <SmallChart values={values} slots={slots} said={said} />;
}
