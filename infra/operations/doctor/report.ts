import { countText } from '../backup/command.ts';
import type { Finding, State } from './finding.ts';

const labels: Readonly<Record<State, string>> = { ok: '+ ok', warning: '! warning', problem: 'x PROBLEM', notChecked: '- not checked' };
const labelWidth = Math.max(...Object.values(labels).map(({ length }) => length));

/** For people: a line for each finding, and what to do below it. */
export function textOf(findings: readonly Finding[]): string {
  const nameWidth = Math.max(...findings.map(({ name }) => name.length));
  const indent = ' '.repeat(labelWidth + nameWidth + 4);
  const lines: string[] = [];
  let shown: string | undefined;
  for (const { name, tenantId, state, found, advice } of findings) {
    if (tenantId !== shown) lines.push('', `Organisation ${tenantId ?? ''}`);
    shown = tenantId;
    lines.push(`${labels[state].padEnd(labelWidth)}  ${name.padEnd(nameWidth)}  ${found.replaceAll('\n', `\n${indent}`)}`);
    if (advice !== undefined) lines.push(`${indent}To do: ${advice}`);
  }
  const count = (state: State) => findings.filter((finding) => finding.state === state).length;
  const counts = [`${count('ok')} ok`, countText(count('warning'), 'warning'), countText(count('problem'), 'problem'), `${count('notChecked')} not checked`];
  return `${lines.join('\n')}\n\n${counts.join(', ')}\n`;
}

/** For programs. The names of checks and states are part of it, and stay. */
export function jsonOf(findings: readonly Finding[]): string {
  return `${JSON.stringify({ isHealthy: !hasProblem(findings), findings }, undefined, 2)}\n`;
}

export function hasProblem(findings: readonly Finding[]): boolean {
  return findings.some(({ state }) => state === 'problem');
}
