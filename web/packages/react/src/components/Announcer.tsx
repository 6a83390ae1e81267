import { useKit, useWords } from '../context';
import { useProfiles } from '../hooks/useProfiles';
import type { News } from '../state';
import type { Words } from '../words';

const nobody: readonly string[] = [];

/** Reads what happens in the call to those who do not see it. Sheets, banners and the end card speak for themselves. */
export function Announcer() {
  const words = useWords();
  const news = useKit((state) => state.news);
  const names = useProfiles(news?.users ?? nobody).map(({ name }) => name);
  return (
    <div className="rl-hidden" role="status" data-testid="announce">
      {news && textOf(news, names, words)}
    </div>
  );
}

function textOf({ kind }: News, names: readonly string[], words: Words): string {
  const { messages: say } = words;
  const who = words.list(names);
  switch (kind) {
    case 'joined':
      return say.joined(who);
    case 'left':
      return say.left(who);
    case 'lost':
      return say.lost(who);
    case 'rejected':
      return say.declined(who);
    case 'busy':
      return say.isBusy(who, names.length);
    case 'no_answer':
      return say.noAnswerFrom(who);
    case 'invited':
      return say.invited(who);
    case 'screen':
      return say.sharesScreen(who);
  }
}
