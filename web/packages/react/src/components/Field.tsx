import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Device } from '../devices';
import { useWords } from '../context';

interface SelectProps {
  label: string;
  devices: readonly Device[];
  current: string;
  onChoose: (id: string) => void;
  testId: string;
  /** Beside it. */
  action?: ReactNode;
  /** Below it. */
  children?: ReactNode;
}

/** One of several devices of a kind. */
export function DeviceSelect({ label, devices, current, onChoose, testId, action, children }: SelectProps) {
  const { messages: say } = useWords();
  const id = useId();
  return (
    <div className="rl-field">
      <label htmlFor={id}>{label}</label>
      <div className="rl-field-row">
        <select
          id={id}
          className="rl-select"
          value={current}
          disabled={devices.length === 0}
          onChange={(event) => onChoose(event.target.value)}
          data-testid={testId}
        >
          {!devices.some((device) => device.id === current) && (
            <option value={current}>{devices.length === 0 ? say.noneFound : say.notInUse}</option>
          )}
          {devices.map((device, index) => (
            <option key={device.id} value={device.id}>
              {device.label || say.numbered(label, index + 1)}
            </option>
          ))}
        </select>
        {action}
      </div>
      {children}
    </div>
  );
}

interface ChoiceProps<T extends string | number> {
  label: string;
  value: T;
  options: readonly { value: T; label: string; image?: string }[];
  onChoose: (value: T) => void;
  testId: string;
}

/** One of a few, all of them to be seen. */
export function Choice<T extends string | number>({ label, value, options, onChoose, testId }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="rl-field rl-choice" data-testid={testId}>
      <legend>{label}</legend>
      <div className="rl-chips">
        {options.map((option) => (
          <label key={option.value} className="rl-chip" data-image={option.image !== undefined || undefined}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
              data-testid={`${testId}-${option.value}`}
            />
            {option.image === undefined ? (
              <span>{option.label}</span>
            ) : (
              <>
                <img src={option.image} alt="" />
                <span className="rl-hidden">{option.label}</span>
              </>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** On or off. */
export function Switch({
  label,
  on,
  onChange,
  testId,
}: {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  testId: string;
}) {
  return (
    <label className="rl-field rl-switch">
      {label}
      <input
        type="checkbox"
        role="switch"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
        data-testid={testId}
      />
    </label>
  );
}
