import { z } from 'zod';

/** What the tab has to know before anybody is signed in: open to all. */
export const tabSettings = z.object({
  /** `local`: beside the local tenant, where a browser alone may show the tab. */
  mode: z.enum(['production', 'local']),
  /** Id of the Teams app in its manifest, where links are to open in Teams. */
  teamsAppId: z.string().optional(),
});
