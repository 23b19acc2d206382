import type { Item } from './values.ts';

export type CancellationReason = { readonly Code: string; readonly Message?: string; readonly Item?: Item };

/** An answer of the service that is an error, in its own words. */
export class ServiceError extends Error {
  readonly type: string;
  readonly status: number;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(type: string, message: string, extra: Readonly<Record<string, unknown>> = {}, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
    this.extra = extra;
  }
}

export const invalid = (message: string) => new ServiceError('ValidationException', message);

export const conditionFailed = (item: Item | undefined) =>
  new ServiceError('ConditionalCheckFailedException', 'The conditional request failed', item && { Item: item });

export const cancelled = (reasons: readonly CancellationReason[]) =>
  new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    { CancellationReasons: reasons },
  );
