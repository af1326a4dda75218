import { z } from 'zod';

// Looking whether `new Function` works is already a violation of the policy under which the page is served. Comes before any schema.
z.config({ jitless: true });
