import { defineConfig } from 'vitest/config';
import everyday from '../vitest.config.ts';
import { soaks } from './soaks.ts';

export default defineConfig({ test: { ...everyday.test, include: soaks, exclude: [] } });
