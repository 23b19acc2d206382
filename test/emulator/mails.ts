import type { Mail } from '../../local/launcher/emulator/emulator.ts';
import { environment, eventually, windows } from './kit.ts';

/** Letters that the emulator's mail service took, oldest first. */
export async function mailsWhere(which: (mail: Mail) => boolean): Promise<readonly Mail[]> {
  return (await windows.mails(environment.endpoint)).filter(which);
}

export const mailsTo = (address: string) => mailsWhere(({ To }) => To.includes(address));

/** The code in the confirmation e-mail, once it has arrived. */
export async function codeSentTo(address: string): Promise<string> {
  await eventually(`a letter to ${address}`, async () => (await mailsTo(address)).length > 0);
  const [mail] = await mailsTo(address);
  return /\d{4} \d{4}/.exec(mail?.BodyText ?? '')?.[0] ?? '';
}
