import { type Template, Templates } from '../faults/app/intrinsics.ts';

type Bodies = Readonly<Record<string, Template>>;
/** A statement as a template writes it. */
export type Written = { Action: string | string[]; Resource: unknown; [element: string]: unknown };

/** Templates with something else in them. */
export function changed(templates: Templates, change: (bodies: Bodies) => void): Templates {
  const { bodies } = templates;
  change(bodies);
  return new Templates(bodies);
}

/**
 * Templates in which a policy of a role has other statements.
 * @param role beginning of the role's logical id
 * @param edit what becomes of the statements
 */
export const withPolicy = (templates: Templates, role: string, edit: (statements: Written[]) => Written[]) =>
  changed(templates, (bodies) => {
    const all = Object.values(bodies).flatMap(({ Resources }) => Object.entries(Resources));
    const policies = all.filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(role));
    if (policies.length !== 1) throw new Error(`${policies.length} policies of ${role}`);
    for (const [, { Properties }] of policies) {
      const document = Properties.PolicyDocument as { Statement: Written[] };
      document.Statement = edit(document.Statement);
    }
  });

/** Statements without an action. */
export const without =
  (action: string) =>
  (statements: Written[]): Written[] =>
    statements.flatMap((one) => {
      const left = [one.Action].flat().filter((each) => each !== action);
      return left.length === 0 ? [] : [{ ...one, Action: left }];
    });
