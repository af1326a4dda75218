import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { builtInTeamsOrigins } from './teamsOrigins.ts';

/** Where `npm start` serves the API. */
const service = 'http://localhost:3978';

export default defineConfig({
  root: import.meta.dirname,
  base: '/tab/',
  plugins: [react(), builtInTeamsOrigins()],
  // Scripts of the charts are large by nature; what counts is what a page loads first (see test/bench).
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1_000 },
  server: { port: 5173, strictPort: true, proxy: { '/api': service, '/local': service, '/tab/settings.json': service } },
});
