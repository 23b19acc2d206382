import { type Host, type HttpRequest, type HttpResponse, inputOf, jsonAnswer } from '../world/network.ts';
import { ServiceError } from './dynamodb/errors.ts';

/** Answers one operation of a service. @throws ServiceError */
export type Operate = (operation: string, body: never, from: string) => unknown;

const NOTHING = Buffer.alloc(0);

/** A service that speaks JSON with the operation in a header. */
export function jsonService(namespace: string, version: '1.0' | '1.1', operate: Operate): Host {
  const type = `application/x-amz-json-${version}`;
  return async (request, from) => {
    const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
    return answer(namespace, type, request.input !== undefined, () =>
      operate(operation, inputOf(request) as never, from),
    );
  };
}

async function answer(namespace: string, type: string, direct: boolean, work: () => unknown): Promise<HttpResponse> {
  try {
    const output = await work();
    return direct ? { status: 200, headers: {}, body: NOTHING, output } : jsonAnswer(200, output, type);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const body = { __type: `${namespace}#${error.type}`, message: error.message, ...error.extra };
    return jsonAnswer(error.status, body, type);
  }
}

export type Mail = {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: number;
};

type SesBody = {
  readonly ConfigurationSetName?: string;
  readonly EmailTags?: readonly { readonly Name: string; readonly Value: string }[];
  readonly Destination?: { readonly ToAddresses?: readonly string[] };
  readonly Content?: {
    readonly Simple?: {
      readonly Subject?: { readonly Data?: string };
      readonly Body?: { readonly Text?: { readonly Data?: string } };
    };
  };
};

/** Letters to such an address come back. */
const BOUNCES = '@khong-co.example';
/** Recipients at such an address report e-mails as spam. */
const COMPLAINS = '@phan-nan.example';

/**
 * The mail service: takes every mail and keeps it.
 * @param report called for a bounced e-mail or a complaint: type and detail of an event
 */
export function mailService(kept: Mail[], now: () => number, report: (type: string, detail: object) => void): Host {
  return async (request: HttpRequest) => {
    if (request.path !== '/v2/email/outbound-emails') return jsonAnswer(404, { message: request.path });
    const body = JSON.parse(request.body.toString()) as SesBody;
    const simple = body.Content?.Simple;
    const id = `mail-${kept.length + 1}`;
    kept.push({
      id,
      to: body.Destination?.ToAddresses?.[0] ?? '',
      subject: simple?.Subject?.Data ?? '',
      text: simple?.Body?.Text?.Data ?? '',
      at: now(),
    });
    const to = kept.at(-1)?.to ?? '';
    if (to.endsWith(BOUNCES) || to.endsWith(COMPLAINS)) {
      const { ConfigurationSetName = '', EmailTags = [] } = body;
      const tags = Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]]));
      const mail = { messageId: id, tags: { ...tags, 'ses:configuration-set': [ConfigurationSetName] } };
      if (to.endsWith(BOUNCES)) {
        report('Email Bounced', { eventType: 'Bounce', bounce: { bounceType: 'Permanent' }, mail });
      } else report('Email Complaint Received', { eventType: 'Complaint', complaint: {}, mail });
    }
    return jsonAnswer(200, { MessageId: id });
  };
}
