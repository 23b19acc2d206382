import { jsonAsks, lookAsks, mailAsks, objectAsks } from '../../rights/asks/services.ts';
import { PLACE } from '../../rights/declared.ts';
import type { Ask } from '../../rights/policy/statement.ts';
import type { Rights } from '../../rights/rights.ts';
import type { Operate } from '../cloud/aws.ts';
import { ServiceError } from '../cloud/dynamodb/errors.ts';
import { type Host, jsonAnswer, plain } from '../world/network.ts';

/** Stands before the services: what the role of a function does not allow is refused, as AWS refuses it. */
export class Guard {
  readonly #rights: Rights;
  readonly #functionOf: (caller: string) => string;
  readonly #refused: (text: string) => void;

  /** @param refused told of each refusal, for people */
  constructor(rights: Rights, functionOf: (caller: string) => string, refused: (text: string) => void) {
    this.#rights = rights;
    this.#functionOf = functionOf;
    this.#refused = refused;
  }

  /** Callers that are no function (operator, test set-up) have permissions of their own, which are not the app's. */
  #refusal(name: string, asks: () => readonly Ask[]): string | undefined {
    const role = this.#rights.roleOf(name);
    return role === undefined ? undefined : this.#rights.refusal(role, asks());
  }

  /** Operations of a service with a JSON protocol. */
  operations(service: string, operate: Operate): Operate {
    return (operation, body, from) => {
      const refusal = this.#refusal(this.#functionOf(from), () => jsonAsks(PLACE, service, operation, body));
      if (refusal === undefined) return operate(operation, body, from);
      this.#refused(refusal);
      throw new ServiceError('AccessDeniedException', refusal);
    };
  }

  mail(host: Host): Host {
    return async (request, from) => {
      const refusal = this.#refusal(this.#functionOf(from), () =>
        mailAsks(PLACE, JSON.parse(request.body.toString()) as object),
      );
      if (refusal === undefined) return host(request, from);
      this.#refused(refusal);
      const answer = jsonAnswer(403, { message: refusal });
      return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': 'AccessDeniedException' } };
    };
  }

  /** A bucket. A presigned URL carries the permission of its signer, for any user, at the time of use. */
  objects(bucket: string, host: Host): Host {
    return async (request, from) => {
      const { method, path, headers } = request;
      const { pathname, searchParams: query } = new URL(path, 'https://bucket');
      const key = decodeURIComponent(pathname.slice(1));
      const name = query.get('X-Amz-Credential')?.split('/')[0] ?? this.#functionOf(from);
      const refusal = this.#refusal(name, () => objectAsks({ method, bucket, key, query, headers }));
      if (refusal !== undefined) {
        this.#refused(refusal);
        return plain(403, '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>');
      }
      const answer = await host(request, from);
      if (answer?.status !== 404 || this.#refusal(name, () => [lookAsks(bucket)]) === undefined) return answer;
      return plain(403, '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>');
    };
  }
}
