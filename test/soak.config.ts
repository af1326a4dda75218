import { defineConfig } from 'vitest/config';
import everyday from '../vitest.config.ts';
import { soaks } from './soaks.ts';

export default defineConfig({ test: { ...everyday.test, include: [...soaks, 'test/browser/pages.test.ts'], exclude: [], env: { ...everyday.test?.env, LOOKS: 'all' } } });
