import type { ReactNode } from 'react';
import type { Listed } from '../api';
import { useTexts } from '../language';
import type { Poll } from '../usePoll';
import { Fault, Loading } from './States';

interface Props<T> {
  poll: Poll<Listed<T>>;
  /** Instead of the rows, when there are none. */
  empty: ReactNode;
  row: (one: T) => ReactNode;
  testId: string;
  /** One page more is wished for. */
  onMore: () => void;
}

/** Rows that come by pages, or why there are none. */
export function List<T>({ poll: { data, fault, again }, empty, row, testId, onMore }: Props<T>) {
  const say = useTexts();
  return (
    <>
      {fault !== undefined && <Fault fault={fault} again={again} stale={data !== undefined} />}
      {!data && fault === undefined && <Loading />}
      {data?.all.length === 0 && empty}
      {data && data.all.length > 0 && (
        <ul className="rows card" data-testid={testId}>
          {data.all.map(row)}
        </ul>
      )}
      {data?.more && (
        <button type="button" className="button more" onClick={onMore} data-testid="more">
          {say.showMore}
        </button>
      )}
    </>
  );
}
