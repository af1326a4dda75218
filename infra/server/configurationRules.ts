import type { VariableName, VariableValues } from './configuration.ts';

const urlNames = ['PUBLIC_URL', 'GRAPH_URL', 'AUTHORITY_URL', 'DATAVERSE_URL', 'TOKEN_ISSUER', 'JWKS_URL', 'BOT_TOKEN_ISSUER', 'BOT_OPENID_METADATA_URL'] as const satisfies readonly VariableName[];

/** This machine, and no other. */
function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/**
 * What the variables that are right by themselves get wrong together: production speaks https with others, a local service speaks with this
 * machine alone. One sentence for each problem.
 */
export function placeProblems(values: Partial<VariableValues>): string[] {
  const isLocal = values.ENGAGEMENT_MODE === 'local';
  const problems: string[] = [];
  for (const name of urlNames) {
    const address = values[name];
    if (address === undefined) continue;
    const { protocol, hostname, pathname, search, hash, username } = new URL(address);
    if (name === 'PUBLIC_URL' && (pathname !== '/' || search + hash + username !== '')) problems.push('PUBLIC_URL must be the address of a host alone, such as https://engagement.contoso.com: the service answers at its root.');
    if (isLocal) {
      if (protocol === 'http:' && !isLoopback(hostname)) problems.push(`${name} must begin with https:// where it leads to another machine.`);
    } else if (isLoopback(hostname)) problems.push(`${name} must not lead to this machine in production: that is a setting of a local tenant. Correct it, or set ENGAGEMENT_MODE to local.`);
    else if (protocol === 'http:') problems.push(`${name} must begin with https:// in production.`);
  }
  if (isLocal && values.HOST !== undefined && !isLoopback(values.HOST)) problems.push('HOST must be a loopback address such as 127.0.0.1 in local mode, which is open to this machine alone.');
  return problems;
}
