import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { builtInTeamsOrigins } from './teamsOrigins.ts';

/** Where `npm start` serves the API. */
const service = 'http://localhost:3978';

export default defineConfig({
  root: import.meta.dirname,
  base: '/tab/',
  plugins: [react(), builtInTeamsOrigins()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Scripts of the charts are large by nature; what counts is what a page loads first (see test/bench).
    chunkSizeWarningLimit: 1_000,
    // What every page needs in one script: by itself the builder makes thirty of it, each a request before anything is drawn.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shell', tags: ['$initial'] }] } } },
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': service, '/local': service, '/tab/settings.json': service } },
});
