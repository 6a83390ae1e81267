import { line } from './chart';

interface Props {
  /** From left to right, the newest last. */
  values: readonly number[];
  /** How many there is room for. */
  slots: number;
  /** What is seen, for those who do not see it. */
  said: string;
}

const size = { width: 72, height: 22 };

/** A line the size of a word. */
export function SmallChart({ values, slots, said }: Props) {
  const path = line(values, slots, size.width, size.height);
  return (
    <svg className="chart" viewBox={`-1 -2 ${size.width + 2} ${size.height + 4}`} role="img" aria-label={said}>
      <path className="chart-base" d={`M0 ${size.height}H${size.width}`} />
      {path !== '' && (
        <>
          <path
            className="chart-area"
            d={`${path}V${size.height}H${size.width - (values.length - 1) * (size.width / (slots - 1))}Z`}
          />
          <path className="chart-line" d={path} />
        </>
      )}
    </svg>
  );
}
