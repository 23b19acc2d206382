import type { Report } from './table.ts';
export const PROVINCE_PARTS = ['throughput', 'requests', 'warm'] as const;
export async function benchProvince(
  _wants: (part: string) => boolean,
  _show: (part: string, ...reports: readonly Report<never>[]) => void,
): Promise<void> {}
