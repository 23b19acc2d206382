import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** Where the CDK writes the findings of validation plugins. */
export const REPORT = 'validation-report.json';

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(
        z.object({
          ruleName: z.string(),
          violatingConstructs: z.array(z.object({ constructPath: z.optional(z.string()) })),
        }),
      ),
    }),
  ),
});

export type Finding = { readonly rule: string; readonly at: string };

/** Unacknowledged findings of cdk-nag, warnings included, from a cloud assembly. */
export function findings(assembly: string): readonly Finding[] {
  const file = join(assembly, REPORT);
  if (!existsSync(file)) return [];
  return reportSchema
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .pluginReports.filter(({ pluginName }) => pluginName === 'AwsSolutions')
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({ rule: ruleName, at: constructPath ?? '(unknown)' })),
    );
}
