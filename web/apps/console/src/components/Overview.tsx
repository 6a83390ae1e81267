import { useTexts } from '../language';
import { useDesk } from '../desk';
import { Nodes } from './Nodes';
import { RightNow } from './RightNow';
import { UsageCharts } from './UsageCharts';

/** How it goes: now, in the last days, and with the servers. */
export function Overview() {
  const say = useTexts();
  const { may } = useDesk();
  return (
    <>
      <h1>{say.pages.overview}</h1>
      <RightNow />
      {may('usage:read') && <UsageCharts />}
      <Nodes />
    </>
  );
}
