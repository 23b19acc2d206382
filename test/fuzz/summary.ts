import { curl, type Findings, textOf } from './report.ts';
import type { Role } from './roles.ts';
import type { Finding } from './verdict.ts';

export type RoleResult = {
  readonly role: Role;
  readonly findings: Findings;
  /** Operations that were never asked. */
  readonly silent: readonly string[];
  readonly defects: readonly Finding[];
};

const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);
const requestsOf = ({ requests }: Findings) =>
  sum([...requests.values()].flatMap((byStatus) => [...byStatus.values()]));

/** Whether everything was asked and nothing found. What the generator could not make up is told, and no defect of ours. */
export const isGood = ({ silent, defects }: RoleResult) => silent.length + defects.length === 0;

/** Requests of a role by operation and status, then each defect with the request that shows it. */
export function roleLines(result: RoleResult): readonly string[] {
  const { role, findings, silent, defects } = result;
  const rows = [...findings.requests].toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  return [
    `${isGood(result) ? '✓' : '✗'} ${role}: ${requestsOf(findings)} requests, ${defects.length} defects`,
    ...rows.map(([operation, byStatus]) => {
      const statuses = [...byStatus].toSorted(([a], [b]) => a - b).map(([status, times]) => `${status}×${times}`);
      return `    ${String(sum(byStatus.values())).padStart(6)}  ${operation}  ${statuses.join(' ')}`;
    }),
    ...defects.flatMap(({ operation, check, message, times, interaction }) => [
      `  ✗ ${operation}: ${check}, ${times} times`,
      ...message.split('\n').map((line) => `      ${line.slice(0, 300)}`),
      `      ${interaction.response?.status_code ?? 'no answer'} ${textOf(interaction.response?.content).slice(0, 500)}`,
      `      ${curl(interaction).slice(0, 2000)}`,
    ]),
    ...silent.map((operation) => `  ✗ ${operation} was never asked: give it more --minutes`),
    ...findings.errors.map((error) => `    not generated: ${error}`),
  ];
}

export function totalLine(results: readonly RoleResult[], seed: number): string {
  const requests = sum(results.map(({ findings }) => requestsOf(findings)));
  const found = sum(results.map(({ defects }) => defects.length));
  const operations = new Set(results.flatMap(({ findings }) => [...findings.requests.keys()])).size;
  return `\n  ${requests} requests to ${operations} operations as ${results.length} kinds of callers, ${found} defects (seed ${seed}).`;
}
