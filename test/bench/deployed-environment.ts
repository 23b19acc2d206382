import { allResources } from '../infra/support.ts';

type Deployed = {
  readonly FunctionName: string;
  readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
};

/**
 * The environment the template of Quảng Trị gives each function, by the function's name. What is known only after a
 * deployment (names and addresses of resources) is made up by its kind, so that every configuration schema holds.
 */
export function deployedEnvironments(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const environments = allResources('AWS::Lambda::Function').map(([, resource]) => {
    const { FunctionName, Environment } = resource.Properties as Deployed;
    const variables = Object.entries(Environment?.Variables ?? {}).map(([key, value]) => {
      const made = key.endsWith('_URL') ? 'https://sqs.ap-southeast-1.amazonaws.com/000000000000/queue' : 'deployed';
      return [key, typeof value === 'string' ? value : made];
    });
    return [
      FunctionName?.replace('motcua-quang-tri-', '') ?? '',
      Object.fromEntries(variables) as Record<string, string>,
    ] as const;
  });
  return new Map(environments);
}
