import { expect, test } from 'vitest';
import { EngagementFailure } from '../model/failure.ts';
import { secureUrl } from './secureUrl.ts';

test.each(['https://graph.microsoft.com/v1.0', 'https://graph.microsoft.com/v1.0/', 'http://127.0.0.1:4000/v1.0', 'http://localhost:4000/v1.0', 'http://[::1]:4000/v1.0'])('%s may be sent a token', (text) =>
  expect(secureUrl(text, 'Graph').pathname).toBe('/v1.0'),
);

test.each(['http://graph.microsoft.com/v1.0', 'http://127.0.0.1.evil.example/', 'http://localhost.evil.example/', 'http://10.0.0.1/', 'ftp://127.0.0.1/', 'https://user@graph.microsoft.com/', 'https://graph.microsoft.com/?x', 'graph', ''])(
  '%j may not',
  (text) => expect(() => secureUrl(text, 'Graph')).toThrow(EngagementFailure),
);
