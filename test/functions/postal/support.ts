import { Logger } from '@aws-lambda-powertools/logger';
import type { VnpostConfig } from '../../../functions/postal/carriers/vnpost/config.ts';
import { type Reports, reportStore } from '../../../functions/postal/webhook/reports.ts';
import type { ShipmentEvent } from '../../../shared/dossier/commands.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { CARRIER_REPORTS } from '../../../shared/partner-messages/carrier-reports.ts';
import type { ShipmentRow, Shipments } from '../../../shared/partner-messages/shipments.ts';
import type { QueuedCommand } from '../../../shared/platform/queues/command-queue.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { leased } from '../../../shared/platform/table/lease.ts';
import { NOTHING_YET } from '../../shared/dossier/samples.ts';
import { TableDouble } from '../../shared/platform/delivery/table-double.ts';

export const DOSSIER_ID = 'b7d6f0a4-2f0f-4f8e-9a44-0d3f1c1f7a10';
export const CODE = 'H50.12-260609-0001';
export const NOW = '2026-06-09T01:36:00.000Z';

export const config: VnpostConfig = {
  url: 'https://bus.test/vnpost',
  customerCode: 'MOTCUA-H50',
  sender: {
    name: 'Trung tâm Phục vụ hành chính công tỉnh Quảng Trị',
    address: 'Phường Đồng Hới, tỉnh Quảng Trị',
    phone: '02333000000',
    provinceCode: '44',
  },
};

export const dossier = (change: Partial<Dossier> = {}): Dossier => ({
  dossierId: DOSSIER_ID,
  version: 9,
  changedVersion: 9,
  status: 'completed',
  dossierCode: CODE,
  procedureCode: '2.000488',
  procedureVersion: 1,
  channel: 'online',
  language: 'vi',
  receivingAgency: 'H50.12',
  applicant: {
    kind: 'citizen',
    name: 'Nguyễn Thị Thử',
    identity: { type: 'personal-id', number: '044190000001', country: 'VN' },
    phone: '0912345678',
    address: 'Phường Đồng Hới, tỉnh Quảng Trị',
  },
  ownerKey: 'key-of-a',
  resultDelivery: {
    method: 'post',
    receiverName: 'Nguyễn Thị Thử',
    receiverPhone: '0912345678',
    receiverAddress: 'Phường Đông Hà, tỉnh Quảng Trị',
    receiverProvinceCode: '44',
  },
  ...NOTHING_YET,
  agencies: ['H50.12'],
  createdAt: NOW,
  updatedAt: NOW,
  ...change,
});

export type Part = 'claim' | 'order' | 'ordered' | 'keep' | 'send' | 'sent' | 'byOrderNumber';

/** The table and the command queue, with a switch that makes the next use of one part fail. */
export function world() {
  const rows = new Map<string, ShipmentRow>();
  const double = new TableDouble();
  const commands: QueuedCommand[] = [];
  const counted: string[] = [];
  const logs: string[] = [];
  const failing = new Set<Part>();
  const time = { now: Date.parse(NOW) };
  const trip = (part: Part) => {
    if (failing.delete(part)) throw new Error(`${part} failed`);
  };
  const shipments: Shipments = {
    async byOrderNumber(orderNumber) {
      trip('byOrderNumber');
      return rows.get(orderNumber);
    },
    async claim(row, lease) {
      trip('claim');
      const current = rows.get(row.orderNumber);
      if (current?.orderedAt !== undefined) return current;
      if ((current?.leaseUntil ?? 0) > lease.now) return undefined;
      rows.set(row.orderNumber, { ...(current ?? row), ...leased(lease) });
      return rows.get(row.orderNumber);
    },
    async ordered(row, orderedAt, carrierNumber) {
      trip('ordered');
      rows.set(row.orderNumber, { ...row, orderedAt, carrierNumber });
    },
    async release({ leaseOwner: _, leaseUntil: __, ...row }) {
      rows.set(row.orderNumber, row);
    },
  };
  const store = reportStore(double.table);
  const reports: Reports = {
    async keep(report) {
      trip('keep');
      return store.keep(report);
    },
    async sent(report, sentAt) {
      trip('sent');
      await store.sent(report, sentAt);
    },
    quarantine: store.quarantine,
  };
  const isAside = ({ sk }: Record<string, unknown>) => String(sk).startsWith('aside#');
  const kept = () => [...double.rows.values()].filter((row) => !isAside(row));
  const aside = () => [...double.rows.values()].filter(isAside);
  /** Commands for the dossiers, built from the rows that they name. */
  const reported = () =>
    commands.map(({ command }) => {
      if (command.type !== 'record-shipment-event') throw new Error(command.type);
      return double.get(keys.inbound(CARRIER_REPORTS, command.messageId))?.shipment as ShipmentEvent;
    });
  const logger = new Logger({ serviceName: 'test' });
  for (const level of ['info', 'warn', 'error'] as const) {
    logger[level] = (...input: unknown[]) => {
      logs.push(JSON.stringify(input, (_, value) => (value instanceof Error ? value.message : value)));
    };
  }
  const edges = {
    shipments,
    commands: {
      async send(command: QueuedCommand) {
        trip('send');
        commands.push(command);
      },
    },
    count: (metric: string) => void counted.push(metric),
    clock: () => new Date(time.now),
    logger,
  };
  return { edges, reports, rows, kept, aside, commands, reported, counted, logs, failing, time, trip };
}
