import type { ProvinceWorld } from '../app/province.ts';
import type { Kept } from './logs.ts';

type Parcel = { readonly order: { readonly OrderNumber?: string; readonly ORDER_NUMBER?: string } };
type Transaction = { readonly status: string; readonly reference: string; readonly amount: number };

/** Reads a simulator's whole state over the world's network. */
async function stateOf<T>(world: ProvinceWorld, address: string): Promise<T> {
  const asked = world.network.exchange('world', address, {
    method: 'GET',
    path: '/control/state',
    headers: {},
    body: Buffer.alloc(0),
  });
  const answer = await world.settle(asked);
  return JSON.parse(answer.body.toString()) as T;
}

/**
 * Every dossier that was completed with delivery by post has exactly one parcel at the carrier; no other dossier has one. A reception
 * that hands the result over itself may be faster than the order: then there is none, or one.
 */
export async function parcelFaults(world: ProvinceWorld, kept: readonly Kept[]): Promise<readonly string[]> {
  const { parcels } = await stateOf<{ parcels: readonly Parcel[] }>(world, '127.0.0.1:20003');
  const numbers = parcels.map(({ order }) => order.OrderNumber ?? order.ORDER_NUMBER);
  return kept.flatMap(({ dossierId, log, snapshot }) => {
    const { dossierCode, resultDelivery } = snapshot;
    const byPost = log.some(({ type }) => type === 'completed') && resultDelivery.method === 'post';
    const byHand = log.some(({ type, actor }) => type === 'returned' && actor.kind === 'officer');
    const there = numbers.filter((number) => number === dossierCode).length;
    if (dossierCode === undefined || there === (byPost ? 1 : 0) || (byPost && byHand && there === 0)) return [];
    return [`${dossierId}: ${there} parcels at the carrier instead of ${byPost ? 1 : 0}`];
  });
}

/** Money that a provider took is in the log of its dossier, credited or as a surplus. */
export async function moneyFaults(world: ProvinceWorld, kept: readonly Kept[]): Promise<readonly string[]> {
  const { transactions } = await stateOf<{ transactions: readonly Transaction[] }>(world, '127.0.0.1:20002');
  const known = JSON.stringify(kept.map(({ log }) => log));
  return transactions.flatMap(({ status, reference }) =>
    status !== 'paid' || known.includes(reference) ? [] : [`payment ${reference} was taken and no dossier knows of it`],
  );
}
