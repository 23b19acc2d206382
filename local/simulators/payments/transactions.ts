export type Provider = 'platform' | 'vnpay';

/** One payment attempt as a gateway stores it. */
export type Transaction = {
  readonly provider: Provider;
  readonly reference: string;
  /** Whole dong. */
  readonly amount: number;
  readonly description: string;
  /** `yyyyMMddHHmmss`, Asia/Ho_Chi_Minh, as the province wrote it. */
  readonly createdAt: string;
  /** The request as it was received; the callback repeats parts of it. */
  readonly request: Readonly<Record<string, string>>;
  status: 'pending' | 'paid' | 'failed';
  transactionNumber?: string;
  paidAt?: string;
};

/** Payment attempts of both gateways. */
export class Transactions {
  readonly #held = new Map<string, Transaction>();

  all(): readonly Transaction[] {
    return [...this.#held.values()];
  }

  clear(): void {
    this.#held.clear();
  }

  find(provider: Provider, reference: string): Transaction | undefined {
    return this.#held.get(`${provider} ${reference}`);
  }

  /** Opens an attempt, or returns the existing one for an identical request. Undefined when the reference belongs to another. */
  open(attempt: Omit<Transaction, 'status'>): Transaction | undefined {
    const key = `${attempt.provider} ${attempt.reference}`;
    const known = this.#held.get(key);
    if (known) return known.amount === attempt.amount ? known : undefined;
    const transaction: Transaction = { ...attempt, status: 'pending' };
    this.#held.set(key, transaction);
    return transaction;
  }
}

/** `date` in the format of both gateways. */
export function gatewayTime(date: Date): string {
  return new Date(date.getTime() + 7 * 3600_000).toISOString().replace(/\D/g, '').slice(0, 14);
}

const shape = /^\d{14}$/;
/** Milliseconds since the epoch of a gateway's time; NaN when it is invalid. */
export function fromGatewayTime(text: string): number {
  if (!shape.test(text)) return Number.NaN;
  return Date.parse(text.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6+07:00'));
}
