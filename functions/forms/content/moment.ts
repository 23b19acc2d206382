import { nationalTimestamp } from '../../../shared/time/viet-nam.ts';

export type WallClock = {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

/** What a clock on the wall in Viet Nam shows at a moment, whatever the machine's zone. */
export function inVietNam(instant: string): WallClock {
  const digits = nationalTimestamp(instant);
  const part = (from: number, to: number) => Number(digits.slice(from, to));
  return { year: part(0, 4), month: part(4, 6), day: part(6, 8), hour: part(8, 10), minute: part(10, 12) };
}
