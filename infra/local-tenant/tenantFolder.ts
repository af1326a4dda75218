import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EngagementFailure } from '../../engine/failure.ts';
import { firstIssue, folderRefusal, lineAt, parseJsonFile, utf8Text } from './folderRefusal.ts';
import { elementStarts } from './jsonScan.ts';

const text = z.string().nullish();

const organizationSchema = z.looseObject({
  id: z.string().min(1),
  displayName: text,
  countryLetterCode: text,
  verifiedDomains: z.array(z.looseObject({ name: z.string().min(1), isDefault: z.boolean().optional() })),
  assignedPlans: z.array(z.looseObject({ service: z.string(), capabilityStatus: z.string() })).default([{ service: 'exchange', capabilityStatus: 'Enabled' }]),
});

/** `userPurpose` is for the local tenant alone too: the kind of mailbox (`user`, `shared`, `room`, `equipment`, …). */
const userSchema = z.looseObject({
  id: z.string().min(1),
  displayName: text,
  mail: text,
  userPrincipalName: z.string().min(1),
  proxyAddresses: z.array(z.string()).default([]),
  accountEnabled: z.boolean().optional(),
  userType: text,
  directoryRoles: z.array(z.string()).default([]),
  appRoles: z.array(z.string()).default([]),
  mailbox: z.boolean().default(true),
  userPurpose: z.string().default('user'),
  deletedDateTime: text,
});

/** `isDynamicDistribution` is for the local tenant alone: a group of Exchange, of which Graph knows nothing. */
const groupSchema = z.looseObject({
  id: z.string().min(1),
  displayName: text,
  mail: text,
  proxyAddresses: z.array(z.string()).default([]),
  groupTypes: z.array(z.string()).default([]),
  mailEnabled: z.boolean().default(false),
  securityEnabled: z.boolean().default(false),
  members: z.array(z.string()).default([]),
  directoryRoles: z.array(z.string()).default([]),
  visibility: text,
  isDynamicDistribution: z.boolean().default(false),
});

export type TenantOrganization = z.infer<typeof organizationSchema>;
export type TenantUser = z.infer<typeof userSchema>;
export type TenantGroup = z.infer<typeof groupSchema>;

/** What the folder says about the directory. Mailboxes and Dataverse tables are read by their own. */
export interface TenantFolder {
  readonly path: string;
  readonly organization: TenantOrganization;
  readonly users: readonly TenantUser[];
  readonly groups: readonly TenantGroup[];
}

/**
 * Reads the directory of a tenant folder. Missing `users.json` or `groups.json`: nobody, no groups.
 * Fails with `tenantFolderUnusable`, naming file and line, where the folder cannot be used.
 */
export async function readTenantFolder(path: string): Promise<TenantFolder> {
  const isFolder = await stat(path).then((found) => found.isDirectory(), () => false);
  if (!isFolder) throw new EngagementFailure('tenantFolderUnusable', `${path}: there is no such folder. Name the folder of a tenant.`);
  const organization = await readOrganization(join(path, 'organization.json'));
  const users = await readList(join(path, 'users.json'), userSchema);
  const groups = await readList(join(path, 'groups.json'), groupSchema);
  refuseRepeatedIds([users, groups]);
  refuseUnknownMembers(groups, new Set([...users.items, ...groups.items].map(({ id }) => id.toLowerCase())));
  return { path, organization, users: users.items, groups: groups.items };
}

/** The bytes of a file, or undefined where there is none. */
export async function readIfPresent(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw folderRefusal(file, 1, 'the file cannot be read');
  }
}

async function readOrganization(file: string): Promise<TenantOrganization> {
  const bytes = await readIfPresent(file);
  if (bytes === undefined) throw folderRefusal(file, 1, 'the file is missing, and a tenant has no id without it');
  const parsed = organizationSchema.safeParse(parseJsonFile(utf8Text(bytes, file), file));
  if (!parsed.success) throw folderRefusal(file, 1, firstIssue(parsed.error));
  return parsed.data;
}

interface FileList<Item> {
  readonly file: string;
  readonly bytes: Buffer;
  readonly starts: readonly number[];
  readonly items: readonly Item[];
}

async function readList<Item>(file: string, schema: z.ZodType<Item>): Promise<FileList<Item>> {
  const bytes = utf8Text((await readIfPresent(file)) ?? Buffer.from('[]'), file);
  const list = parseJsonFile(bytes, file);
  if (!Array.isArray(list)) throw folderRefusal(file, 1, 'not an array');
  const starts = elementStarts(bytes);
  const items = list.map((element, index) => {
    const parsed = schema.safeParse(element);
    if (!parsed.success) throw folderRefusal(file, lineAt(bytes, starts[index] ?? 0), firstIssue(parsed.error));
    return parsed.data;
  });
  return { file, bytes, starts, items };
}

function refuseRepeatedIds(lists: readonly FileList<{ readonly id: string }>[]): void {
  const seen = new Set<string>();
  for (const { file, bytes, starts, items } of lists) {
    for (const [index, { id }] of items.entries()) {
      if (seen.has(id.toLowerCase())) throw folderRefusal(file, lineAt(bytes, starts[index] ?? 0), 'the id is already taken by another user or group');
      seen.add(id.toLowerCase());
    }
  }
}

function refuseUnknownMembers({ file, bytes, starts, items }: FileList<TenantGroup>, known: ReadonlySet<string>): void {
  for (const [index, group] of items.entries()) {
    const unknown = group.members.find((id) => !known.has(id.toLowerCase()));
    if (unknown === undefined) continue;
    const member = bytes.indexOf(JSON.stringify(unknown), starts[index] ?? 0);
    throw folderRefusal(file, lineAt(bytes, Math.max(member, starts[index] ?? 0)), `the member ${unknown} is nobody's id`);
  }
}
