/** Whether it is an error of an AWS service, or of its client, with that name. Their classes are not in a bundle (`infra/lighter-sdk.ts`). */
export const named = (error: unknown, name: string): error is Error => error instanceof Error && error.name === name;
