import { environment, eventually } from './kit.ts';

export type Mail = {
  readonly To: readonly string[];
  readonly Source: string;
  readonly Subject: string;
  readonly BodyText: string;
  readonly BodyHtml: string;
};

/** Letters that the emulator's mail service took, oldest first. */
export async function mailsWhere(which: (mail: Mail) => boolean): Promise<readonly Mail[]> {
  const answer = await fetch(`${environment.endpoint}/_ministack/ses/messages`);
  const { messages } = (await answer.json()) as { messages: Record<string, Mail[]> };
  return Object.values(messages).flat().filter(which);
}

export const mailsTo = (address: string) => mailsWhere(({ To }) => To.includes(address));

/** The code in the letter that asks to confirm an address, once it has come. */
export async function codeSentTo(address: string): Promise<string> {
  await eventually(`a letter to ${address}`, async () => (await mailsTo(address)).length > 0);
  const [mail] = await mailsTo(address);
  return /\d{4} \d{4}/.exec(mail?.BodyText ?? '')?.[0] ?? '';
}
