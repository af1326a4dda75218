import { fileURLToPath } from 'node:url';

/** Where the tab lies when it has been built. */
export const builtTabFolder = fileURLToPath(new URL('../../tab/ui/dist', import.meta.url));
