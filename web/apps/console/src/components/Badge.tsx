import { Icon } from '@ringline/look';
import { useTexts } from '../language';
import type { Media } from '../wire';

/** A word in a colour. The word says it; the colour only helps. */
export type Tone = 'good' | 'warm' | 'bad' | 'calm';

export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className="badge" data-tone={tone}>
      {children}
    </span>
  );
}

/** What a call carries, as a picture with its word for those who do not see it. */
export function MediaIcon({ media }: { media: Media }) {
  const say = useTexts();
  return (
    <span className="media-icon" title={say.media[media]}>
      <Icon name={media === 'video' ? 'camera' : 'phone'} />
      <span className="visually-hidden">{say.media[media]}</span>
    </span>
  );
}
