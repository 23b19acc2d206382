import { Duration } from 'aws-cdk-lib';
import { eventTypesWith } from '../../shared/dossier/event-types.ts';
import { identity, portalOrigin } from '../partner-environment.ts';
import { SIGNED_IN } from '../table-rights.ts';
import type { Declarations } from './declaration.ts';

export const figures: Declarations<'figures' | 'figures-projection'> = {
  figures: {
    stack: 'api',
    businessImpact: 'Leaders cannot read figures or the quality index, and the public cannot read the public figures.',
    rows: {
      ...SIGNED_IN,
      figures: ['Query'],
      figuresInUse: ['GetItem'],
      successions: ['GetItem'],
      // Names beside the codes.
      procedure: ['Query'],
      directory: ['GetItem'],
      officersOf: ['Query'],
    },
    uses: ({ stack }) => [identity(stack.province), portalOrigin(stack.province)],
  },
  'figures-projection': {
    stack: 'processing',
    rows: {
      dossier: ['Query'],
      procedure: ['GetItem'],
      figuresCursor: ['GetItem', 'UpdateItem'],
      figures: ['PutItem', 'UpdateItem'],
      figuresInUse: ['GetItem'],
    },
    businessImpact:
      'Leaders and the public read outdated figures; nothing is lost, the figures catch up by themselves.',
    hears: eventTypesWith('figures', true),
    of: 'submitted',
    uses: () => [],
    queue: () => ({ timeout: Duration.seconds(30), alarmAge: Duration.hours(1) }),
  },
};
