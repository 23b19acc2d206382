import type { FunctionName } from '../../../infra/functions.ts';
import type { Statement } from '../../rights/policy/statement.ts';
import { allResources, type Resource } from '../support.ts';

type Document = { readonly Statement: readonly Statement[] };

/** A function of Quảng Trị as its template has it, with its place. */
export function deployed(name: FunctionName): readonly [string, Resource] {
  const found = allResources('AWS::Lambda::Function').find(([, { Properties }]) =>
    String(Properties.FunctionName).endsWith(`quang-tri-${name}`),
  );
  if (found === undefined) throw new Error(`no ${name} in the templates`);
  return found;
}

/** Statements of the role a function runs as. */
export function statementsOf(name: FunctionName): readonly Statement[] {
  const [id, { Properties }] = deployed(name);
  const [stack] = id.split('/');
  const role = JSON.stringify((Properties.Role as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0]);
  return allResources('AWS::IAM::Policy')
    .filter(([policy, own]) => policy.startsWith(`${stack}/`) && JSON.stringify(own.Properties.Roles).includes(role))
    .flatMap(([, own]) => (own.Properties.PolicyDocument as Document).Statement);
}
