import { createHash } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { documentVerification } from '../../../../functions/documents/verification/document-verification.ts';
import type { ScanStatus } from '../../../../functions/documents/verification/malware/scan-status.ts';
import type { Happened } from '../../../../functions/documents/verification/message.ts';
import type { StoredFiles } from '../../../../functions/documents/verification/stored-files.ts';
import type { QueuedCommand } from '../../../../shared/platform/queues/command-queue.ts';
import type { Table } from '../../../../shared/platform/table/table.ts';
import type { DocumentRow } from '../../../../shared/record/document-rows.ts';
import { PDF_TYPE } from './samples.ts';

export const dossierId = '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a01';
export const documentId = '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a02';
export const key = `${dossierId}/${documentId}`;

type World = {
  row?: DocumentRow | undefined;
  stored: Map<string, Buffer>;
  sent: QueuedCommand[];
  removed: string[];
  /** Called before the verdict is written: simulates a concurrent change. */
  meanwhile?: () => void;
  sendFails?: boolean;
  /** Scan result tags by version. */
  tags: Map<string, ScanStatus>;
  /** Versions for which a rescan was requested. */
  askedAgain: string[];
  counted: string[];
  /** Requeued messages, with their attempt number. */
  queue: { event: Happened; attempt: number }[];
  opened: number;
};

export const ticketFor = (bytes: Buffer, changed = {}): DocumentRow => ({
  dossierId,
  document: {
    documentId,
    component: 'birth-declaration',
    kind: 'component',
    fileName: 'a.pdf',
    contentType: PDF_TYPE,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...changed,
  },
  requestedAt: '2026-11-20T01:00:00.000Z',
  requestedBy: 'applicant-1',
  state: 'pending',
});

/** A single row with consistent reads and conditional updates, like the table. */
function tableOf(world: World): Table {
  const send = async (command: unknown) => {
    if (command instanceof GetCommand) return { Item: world.row };
    if (!(command instanceof UpdateCommand)) throw new Error('unexpected command');
    world.meanwhile?.();
    if (world.row?.state !== 'pending') {
      const Item = marshall(world.row ?? {});
      throw new ConditionalCheckFailedException({ message: '', $metadata: {}, Item });
    }
    const values = command.input.ExpressionAttributeValues ?? {};
    if (':version' in values) {
      world.row = { ...world.row, examined: values[':version'] };
      return { Attributes: world.row };
    }
    const verdict = { state: values[':state'], versionId: values[':versionId'], verdictAt: values[':now'] };
    world.row = { ...world.row, ...verdict, ...(values[':reason'] && { reason: values[':reason'] }) } as DocumentRow;
    return { Attributes: world.row };
  };
  return { name: 'table', client: { send } as unknown as Table['client'] };
}

function filesOf(world: World): StoredFiles {
  return {
    async open(_, versionId = [...world.stored.keys()].at(-1)) {
      world.opened += 1;
      const bytes = world.stored.get(versionId ?? '');
      if (bytes === undefined || versionId === undefined) return undefined;
      const chunks = async function* () {
        for (let at = 0; at < bytes.length; at += 50) yield bytes.subarray(at, at + 50);
      };
      return { versionId, size: bytes.length, content: chunks(), discard: async () => undefined };
    },
    withdraw: async () => void world.removed.push('latest'),
    erase: async (_, versionId) => void world.removed.push(versionId),
  };
}

/** @param scans whether the province has a malware scanner */
export function open(row: DocumentRow | undefined, stored: Record<string, Buffer>, scans = false) {
  const world: World = {
    row,
    ...{ stored: new Map(Object.entries(stored)), sent: [], removed: [], opened: 0 },
    ...{ tags: new Map(), askedAgain: [], counted: [], queue: [] },
  };
  const malware = {
    statusOf: async (_: string, versionId: string) => world.tags.get(versionId),
    scanAgain: async (_: string, versionId: string) => void world.askedAgain.push(versionId),
  };
  const verify = documentVerification({
    table: tableOf(world),
    files: filesOf(world),
    commands: {
      send: async (command) => {
        if (world.sendFails) throw new Error('the queue is away');
        world.sent.push(command);
      },
    },
    logger: new Logger({ logLevel: 'SILENT' }),
    malware: scans ? malware : undefined,
    count: (metric) => void world.counted.push(metric),
  });
  const handle = (event: Happened, attempt = 0) =>
    verify(event, {
      attempt,
      again: async () => void world.queue.push({ event, attempt: attempt + 1 }),
      resetRetries: async () => undefined,
    });
  const created = (versionId?: string, name = key) => handle({ key: name, versionId });
  return { world, created, handle };
}
