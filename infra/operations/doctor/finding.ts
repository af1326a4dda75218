/** `notChecked`: another finding stood in the way, or there is nothing to check; `found` says which. */
export const states = ['ok', 'warning', 'problem', 'notChecked'] as const;
export type State = (typeof states)[number];

/** In the order in which they are shown. */
export const checkNames = [
  'configuration',
  'versions',
  'dataFolder',
  'disk',
  'entra',
  'graph',
  'clock',
  'bot',
  'publicAddress',
  'state',
  'credentials',
  'permissions',
  'optionalPermissions',
  'region',
  'exchangeLicence',
  'contactData',
  'teamsApp',
] as const;
export type CheckName = (typeof checkNames)[number];

/** What one check has come to. Holds no secret, no token, and nothing about a person. */
export interface Finding {
  readonly name: CheckName;
  /** Of a check that is made for each organisation. */
  readonly tenantId?: string;
  readonly state: State;
  /** One sentence or two: what was found. */
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** A finding without the name of its check. */
export type Outcome = Omit<Finding, 'name' | 'tenantId'>;

export const ok = (found: string): Outcome => ({ state: 'ok', found });
export const warning = (found: string, advice: string): Outcome => ({ state: 'warning', found, advice });
export const problem = (found: string, advice: string): Outcome => ({ state: 'problem', found, advice });
export const notChecked = (found: string): Outcome => ({ state: 'notChecked', found });
