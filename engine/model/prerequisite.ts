import type { FailureCode } from './failure.ts';

/** Each stands for one sentence about a prerequisite: what holds, or what is missing and what to do. */
export const prerequisiteCodes = [
  ...(['permissionsGranted', 'permissionsMissing', 'appRefused'] as const),
  ...(['exchangeLicensed', 'exchangeMissing', 'regionSupported', 'regionUnsupported', 'countryUnknown', 'organizationUnreadable'] as const),
  ...(['dataverseReachable', 'dataverseUnreachable', 'filesOnly'] as const),
] as const;

/** Something that must hold before an enrichment can run. */
export interface Prerequisite {
  readonly name: 'permissionsGranted' | 'exchangeLicensed' | 'regionSupported' | 'contactDataReachable';
  readonly isMet: boolean;
  readonly code: (typeof prerequisiteCodes)[number];
  /** The sentence of the code in English. */
  readonly message: string;
  /** Of `permissionsMissing`. */
  readonly missingPermissions?: readonly string[];
  /** Of `regionSupported` and `regionUnsupported`: ISO 3166-1 alpha-2, upper case. */
  readonly countryLetterCode?: string;
  /** Of `appRefused` and `dataverseUnreachable`. */
  readonly failureCode?: FailureCode;
}
