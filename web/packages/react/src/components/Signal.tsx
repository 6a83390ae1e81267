import { useWords } from '../context';

/** Four bars for a network: four are excellent, none is lost. Nothing while nobody knows. */
export function Signal({ quality }: { quality: number }) {
  const { messages: say } = useWords();
  if (!isQuality(quality)) return null;
  const bars = Math.max(0, Math.min(4, 5 - quality));
  return (
    <span
      className="rl-signal"
      data-bars={bars}
      role="img"
      aria-label={say.quality[quality]}
      title={say.quality[quality]}
    >
      <i />
      <i />
      <i />
      <i />
    </span>
  );
}

function isQuality(quality: number): quality is 1 | 2 | 3 | 4 | 5 | 6 {
  return Number.isInteger(quality) && quality >= 1 && quality <= 6;
}
