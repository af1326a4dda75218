import { configDefaults, defineConfig } from 'vitest/config';
import { soaks } from './test/soaks.ts';

export default defineConfig({
  test: {
    include: ['{engine,infra,bot,tab,test}/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...soaks],
    // Tests start processes and write real files on a machine of two cores; more workers would only make each other late.
    maxWorkers: 2,
    // The files of a worker share what they import: loading it for each anew took longer than most of the tests. No module of ours has a state
    // that one test could leave to the next.
    isolate: false,
    setupFiles: ['test/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    allowOnly: false,
    env: { TZ: 'Pacific/Chatham' },
  },
});
