import { z } from 'zod';

/** The URL of a service that is sent a token or trusted for its keys: https, or plain http on this machine, where a local tenant listens. */
export const secureUrlSchema = z.url().refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname));
}, 'must be https');
