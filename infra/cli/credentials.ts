import { z } from 'zod';
import { EngagementFailure } from '../../engine/failure.ts';
import type { MailboxPermissionPlace } from '../../engine/index.ts';

const environment = z.object({
  GRAPH_TENANT_ID: z.string().min(1),
  GRAPH_CLIENT_ID: z.string().min(1),
  GRAPH_CLIENT_SECRET: z.string().min(1),
  GRAPH_AUTHORITY_URL: z.url().default('https://login.microsoftonline.com'),
  DATAVERSE_URL: z.url().optional(),
  MAILBOX_PERMISSIONS: z.enum(['entra', 'exchange']).default('entra'),
});

/** How a real tenant is reached. */
export interface TenantCredentials {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorityUrl: string;
  readonly dataverseUrl: string | undefined;
  readonly mailboxPermissions: MailboxPermissionPlace;
}

/** From the environment; throws `callUnusable` with the names of the variables that are missing or wrong, never their values. */
export function readCredentials(variables: NodeJS.ProcessEnv): TenantCredentials {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
    throw new EngagementFailure('callUnusable', `In the environment ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} missing or wrong; --graph needs them.`);
  }
  const { data } = parsed;
  return {
    tenantId: data.GRAPH_TENANT_ID,
    clientId: data.GRAPH_CLIENT_ID,
    clientSecret: data.GRAPH_CLIENT_SECRET,
    authorityUrl: data.GRAPH_AUTHORITY_URL,
    dataverseUrl: data.DATAVERSE_URL,
    mailboxPermissions: data.MAILBOX_PERMISSIONS,
  };
}
