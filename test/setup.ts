import { afterAll } from 'vitest';
import { endFile } from '../engine/model/testEnding.ts';

// Runs anew for each file of tests, also where the files share their modules.
afterAll(endFile);
