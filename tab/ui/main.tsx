import { createRoot } from 'react-dom/client';
import { start } from './start.tsx';

const element = document.getElementById('root');
if (element === null) throw new Error('The page has no element with the id root.');
// Not awaited: scripts that are loaded meanwhile import from this one, and would wait for it while it waits for them.
void start(createRoot(element));
