import { readQueues } from '../queues.ts';
import type { Verb } from '../verb.ts';
import { deployments, lastLag, oldestMessages, portalBreaker, ringing } from './observed.ts';
import {
  agenciesLine,
  alarmLine,
  breakerLine,
  deploymentLine,
  type Line,
  lagLine,
  portalLagLine,
  queueLine,
} from './verdicts.ts';

const PORTAL_QUEUE = 'national-portal-sync';

/** State of the province, with a verdict on each line. Read-only. */
export const status: Verb = {
  usage: 'status',
  does: 'Says of queues, lags, the portal, alarms and the last deployment how they are; exit code 1 when something needs a person.',
  options: [],
  dryRun: false,
  plan: () => async (context) => {
    const states = await readQueues(context.queues, context.province.slug);
    // The age of an empty queue is not requested.
    const holding = states.filter(({ waiting, inFlight, delayed }) => waiting + inFlight + delayed > 0);
    const [ages, relay, deadline, breaker, alarms, stacks] = await Promise.all([
      oldestMessages(
        context,
        holding.map(({ name }) => name),
      ),
      lastLag(context, 'RelayLag'),
      lastLag(context, 'DeadlineLag'),
      portalBreaker(context),
      ringing(context),
      deployments(context),
    ]);
    const agencies = context.province.agencies.map(({ agencyId, generated = false, closed }) => {
      return { agencyId, generated, ...(closed !== undefined && { closed }) };
    });
    const queues = states.map(({ url: _, ...queue }) => ({ ...queue, oldestS: ages.get(queue.name) }));
    const portal = queues.find(({ name }) => name === PORTAL_QUEUE);
    const lines: readonly Line[] = [
      ...queues.map(queueLine),
      lagLine('relay lag', relay),
      lagLine('deadline lag', deadline),
      ...(portal === undefined ? [] : [portalLagLine(portal)]),
      breakerLine(breaker),
      deploymentLine(stacks),
      agenciesLine(agencies, context.province.slug),
      ...alarms.map(alarmLine),
    ];
    const act = lines.filter(({ verdict }) => verdict === 'act');
    const width = Math.max(...lines.map(({ what }) => what.length));
    return {
      data: {
        verdicts: lines,
        queues,
        relayLag: relay,
        deadlineLag: deadline,
        breaker,
        alarms,
        deployments: stacks,
        agencies,
      },
      failed: act.length > 0,
      lines: [
        ...lines.map(({ what, verdict, says }) => `${verdict.padEnd(7)}  ${what.padEnd(width)}  ${says}`),
        act.length === 0 ? 'Nothing needs a person.' : `${act.length} of ${lines.length} need a person.`,
      ],
    };
  },
};
