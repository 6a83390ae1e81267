import { CallKit, RinglineProvider, useCall } from '@ringline/react';
import '@ringline/react/style.css';
import { createRoot } from 'react-dom/client';
import { session } from './session';

const CallBob = () => <button onClick={useCall().callTo('bob')}>Call bob</button>;

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <RinglineProvider {...await session()}>
    <CallBob />
    <CallKit />
  </RinglineProvider>,
);
