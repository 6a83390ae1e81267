import { Icon } from '@ringline/look';
import { useTexts } from '../language';

export type Tab = 'people' | 'calls' | 'hood';

const icons = { people: 'people', calls: 'clock', hood: 'terminal' } as const;

/** Where to go on a phone, which shows one thing at a time. */
export function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const say = useTexts();
  const go = (to: Tab) => {
    onTab(to);
    scrollTo({ top: 0 });
  };
  return (
    <nav className="tabs">
      {(['people', 'calls', 'hood'] as const).map((one) => (
        <button
          key={one}
          type="button"
          aria-current={one === tab ? 'page' : undefined}
          onClick={() => go(one)}
          data-testid={`tab-${one}`}
        >
          <Icon name={icons[one]} />
          {say[one]}
        </button>
      ))}
    </nav>
  );
}
