import { line, points } from '@ringline/look';
import { useId } from 'react';

/** Charts of a few days. Who does not see them has the same as a list. */

const size = { width: 320, height: 120 };

interface Row {
  /** Below it. */
  name: string;
  /** The same in words. */
  said: string;
}

interface BarsProps {
  title: string;
  rows: (Row & { parts: readonly number[] })[];
  /** What the parts are, from below. */
  legend: readonly string[];
}

/** A bar for each day, of parts that stand on each other. */
export function Bars({ title, rows, legend }: BarsProps) {
  const most = Math.max(1, ...rows.map(({ parts }) => sum(parts)));
  const step = size.width / rows.length;
  const width = Math.min(step * 0.62, 34);
  return (
    <Frame title={title} rows={rows} most={String(most)} legend={legend}>
      {rows.map(({ name, parts }, index) =>
        parts.map((part, which) => {
          const height = (part / most) * size.height;
          const below = (sum(parts.slice(0, which)) / most) * size.height;
          return (
            part > 0 && (
              <rect
                key={`${name} ${which}`}
                className="bar-part"
                data-part={which}
                x={(index + 0.5) * step - width / 2}
                y={size.height - below - height}
                width={width}
                height={height}
                rx={2}
              />
            )
          );
        }),
      )}
    </Frame>
  );
}

interface LineProps {
  title: string;
  rows: (Row & { value: number })[];
  write: (value: number) => string;
}

/** A line over the days. */
export function Line({ title, rows, write }: LineProps) {
  const values = rows.map(({ value }) => value);
  // A day's point stands where its bar would.
  const step = size.width / rows.length;
  const inner = size.width - step;
  const path = line(values, rows.length, inner, size.height);
  return (
    <Frame title={title} rows={rows} most={write(Math.max(0, ...values))}>
      <g transform={`translate(${step / 2} 0)`}>
        <path className="chart-area" d={`${path}V${size.height}H0Z`} />
        <path className="chart-line" d={path} />
        {rows.length <= 10 &&
          points(values, rows.length, inner, size.height).map(([x, y]) => (
            <path key={x} className="chart-point" d={`M${x} ${y}h0`} />
          ))}
      </g>
    </Frame>
  );
}

interface FrameProps {
  title: string;
  rows: readonly Row[];
  most: string;
  legend?: readonly string[];
  children: React.ReactNode;
}

function Frame({ title, rows, most, legend, children }: FrameProps) {
  const id = useId();
  // As many names as there is room for, the last day's among them.
  const every = Math.ceil(rows.length / 7);
  return (
    <section className="card panel day-chart" aria-labelledby={id}>
      <div className="day-head">
        <h2 id={id}>{title}</h2>
        {legend && (
          <p className="legend" aria-hidden="true">
            {legend.map((text, part) => (
              <span key={text}>
                <i className="bar-part" data-part={part} />
                {text}
              </span>
            ))}
          </p>
        )}
      </div>
      <div className="plot" aria-hidden="true">
        <span className="plot-most">{most}</span>
        <svg viewBox={`0 -6 ${size.width} ${size.height + 7}`} preserveAspectRatio="none">
          <path
            className="chart-base"
            d={`M0 0H${size.width}M0 ${size.height / 2}H${size.width}M0 ${size.height}H${size.width}`}
          />
          {children}
        </svg>
        <div className="plot-names">
          {rows.map(({ name }, index) => (
            <span key={name}>{(rows.length - 1 - index) % every === 0 && <span>{name}</span>}</span>
          ))}
        </div>
      </div>
      <ul className="visually-hidden">
        {rows.map(({ name, said }) => (
          <li key={name}>{said}</li>
        ))}
      </ul>
    </section>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}
