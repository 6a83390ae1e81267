import type { ReactNode } from 'react';
import { useTexts } from '../language';
import type { ListPoll } from '../useList';
import { Fault, Loading } from './States';

interface Props<T> {
  poll: ListPoll<T>;
  /** Instead of the rows, when there are none. */
  empty: ReactNode;
  row: (one: T) => ReactNode;
  testId: string;
}

/** Rows that come by pages, or why there are none. */
export function List<T>({ poll: { data, fault, again, more }, empty, row, testId }: Props<T>) {
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
        <button type="button" className="button more" onClick={more} data-testid="more">
          {say.showMore}
        </button>
      )}
    </>
  );
}
