import { createRoot } from 'react-dom/client';
import { start } from './start.tsx';

const element = document.getElementById('root');
if (element === null) throw new Error('The page has no element with the id root.');
await start(createRoot(element));
