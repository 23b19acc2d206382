import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { type Context, UsageError, type Verb } from '../verb.ts';
import { buildPortal } from './build.ts';
import { publish } from './publish.ts';

/** Builds the pages for people and puts them into the province's portal. */
export const portal: Verb = {
  usage: 'portal',
  does: 'Builds the pages of the portal and puts them in place: files first, then the page that names them. Safe to run again.',
  options: [],
  dryRun: true,
  plan: ({ words, dryRun }) => {
    if (words.length > 0) throw new UsageError('portal takes nothing.');
    return async (context) => {
      const { bucket, url } = await placeOf(context);
      const files = await buildPortal();
      if (dryRun)
        return { lines: [`${files.size} files would go to ${url}.`], data: { url, files: [...files.keys()] } };
      const { written, there } = await publish(files, { client: context.files, bucket });
      const lines = [`${written.length} files written, ${there.length} were there.`, `The portal: ${url}`];
      return { lines, data: { url, written, there } };
    };
  },
};

/** @throws Error when the portal's stack has not been deployed */
async function placeOf({ stacks, province: { slug } }: Context): Promise<{ bucket: string; url: string }> {
  const StackName = `motcua-${slug}-portal`;
  const { Stacks: [stack] = [] } = await stacks.send(new DescribeStacksCommand({ StackName }));
  const output = (key: string) => {
    const value = stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    if (value === undefined) throw new Error(`the stack ${StackName} has no output ${key}`);
    return value;
  };
  return { bucket: output('PagesBucket'), url: output('PortalUrl') };
}
