interface Props<T extends string> {
  label: string;
  value: T;
  options: Record<T, string>;
  onChoose: (value: T) => void;
  testId: string;
}

/** One of a few, all to be seen. */
export function Segments<T extends string>({ label, value, options, onChoose, testId }: Props<T>) {
  return (
    <div className="segments" role="group" aria-label={label}>
      {(Object.entries(options) as [T, string][]).map(([one, text]) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === value}
          onClick={() => onChoose(one)}
          data-testid={`${testId}-${one}`}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
