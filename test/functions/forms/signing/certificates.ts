import { selfSigned as made, type TestCertificate } from '../../../../local/launcher/certificate.ts';

export type { TestCertificate } from '../../../../local/launcher/certificate.ts';

/** Like the local province's certificate; valid around the moments of the samples. */
export const selfSigned = (
  kind: Parameters<typeof made>[0],
  common: string,
  valid = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' },
): Promise<TestCertificate> => made(kind, common, valid);
