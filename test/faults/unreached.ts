/** Why no world reaches these awaits of functions. */
type Unreached = {
  readonly why: string;
  /** Where, as the run names them: by file and function. */
  readonly places: readonly string[];
  /** Functions that have the places, by name. */
  readonly of: readonly string[];
  /** Random runs may reach it: then it needs a crash like any other point. */
  readonly seldom?: true;
};

/**
 * Places where functions wait that no world comes to, with the reason. A run fails on a place that is not come to and not
 * among these, and as well on one of these that is come to or is gone, so that the list stays true.
 */
const UNREACHED: readonly Unreached[] = [
  {
    why: 'The province that is lived in has no malware scanner; another one may have.',
    of: ['document-verification'],
    places: [
      'functions/documents/verification/document-verification.ts judge (4)',
      'functions/documents/verification/document-verification.ts judge (5)',
      'functions/documents/verification/document-verification.ts scanned',
      'functions/documents/verification/malware/guard-duty.ts scanAgain',
      'functions/documents/verification/malware/guard-duty.ts scanAgain (2)',
      'functions/documents/verification/malware/guard-duty.ts scanAgain (3)',
      'functions/documents/verification/malware/guard-duty.ts statusOf',
      'functions/documents/verification/malware/guard-duty.ts statusOf (2)',
      'functions/documents/verification/malware/wait-for-scan.ts waitForScan',
      'functions/documents/verification/malware/wait-for-scan.ts waitForScan (2)',
      'shared/platform/queues/delayed.ts send2',
    ],
  },
  {
    why: 'Only a defect of ours leads there: an error of our own making, or a row that nothing but our own code writes.',
    of: ['event-relay'],
    places: [
      'functions/relay/event-relay.ts park',
      'functions/relay/event-relay.ts prepare',
      'functions/relay/event-relay.ts relay (3)',
      'shared/platform/queues/dead-letters.ts park',
    ],
  },
  {
    why: 'As above: a message on the ordered queue that our own code fails at.',
    of: ['transitions'],
    places: ['functions/dossiers/transitions/defects.ts defectsParked (2)'],
  },
  {
    why: 'A code is drawn where a dossier is submitted or imported, which these functions never ask; one write decides everything.',
    of: ['actions', 'documents'],
    places: [
      'shared/record/counter.ts nextNumber',
      'shared/record/dossier-code.ts issueCode',
      'shared/record/dossier-store.ts settle',
    ],
  },
  {
    why: 'Removing a document does not wait for another one.',
    of: ['documents'],
    places: ['shared/record/dossier-store.ts loadFor (2)'],
  },
  {
    why: 'What these ask of a dossier does not depend on a deputy.',
    of: ['documents', 'intake'],
    places: ['shared/record/delegations.ts delegatorsOf'],
  },
  {
    why: 'Removing a document needs neither a calendar nor the newest version of a procedure.',
    of: ['documents'],
    places: ['shared/record/catalogue.ts newest'],
  },
  {
    why: 'It signs addresses of the bucket for others and sends nothing there itself.',
    of: ['documents'],
    places: ['shared/platform/files/bucket.ts send', 'shared/platform/files/bucket.ts send (2)'],
  },
  {
    why: 'Commands of the queue are those of clocks and partners: they wait for no files, and no officer stands in for another.',
    of: ['transitions'],
    places: [
      'shared/record/delegations.ts delegatorsOf',
      'shared/platform/table/partition.ts readPartition',
      'shared/record/document-rows.ts listDocuments',
      'shared/record/dossier-files.ts loadWithDocuments',
      'shared/record/dossier-store.ts loadFor (2)',
    ],
  },
  {
    why: 'A second set of figures is being built meanwhile (`npm run operate -- figures`), which does not happen in these worlds.',
    of: ['figures-projection'],
    places: ['functions/figures/projection/figures-projection.ts figuresProjection (3)'],
  },
  {
    why: 'Five days of failure: a world is over long before.',
    of: ['webhook-delivery'],
    places: ['functions/webhooks/delivery/deliver.ts sendTo (7)'],
  },
  {
    why: 'Nothing that is sent to a receiver is refused for good: any answer may differ the next time.',
    of: ['webhook-delivery'],
    places: [
      'shared/platform/delivery/deliver-dossier.ts settle (4)',
      'shared/platform/delivery/deliver-dossier.ts settle (5)',
      'shared/platform/delivery/deliver-dossier.ts settle (6)',
      'shared/platform/delivery/delivery-queue.ts park',
    ],
  },
  {
    why: 'The simulated portal takes every record that is right; what it refuses for good is a defect of ours or of its own.',
    of: ['national-portal-sync'],
    places: [
      'shared/platform/delivery/deliver-dossier.ts settle (4)',
      'shared/platform/delivery/deliver-dossier.ts settle (5)',
      'shared/platform/delivery/deliver-dossier.ts settle (6)',
      'shared/platform/delivery/delivery-queue.ts park',
    ],
  },
  {
    why: 'The portal never says that it is gone, and no row is kept with what was sent to it.',
    of: ['national-portal-sync'],
    places: [
      'shared/platform/delivery/deliver-dossier.ts settle (3)',
      'shared/platform/delivery/cursors.ts whileHeld (2)',
      'shared/platform/delivery/cursors.ts whileHeld (3)',
      'shared/platform/table/write.ts putRow',
      'shared/platform/table/write.ts transactOnce',
    ],
  },
  {
    why: 'The portal of these worlds is named by its address, which needs no DNS look-up.',
    of: ['inbound-files'],
    places: ['shared/platform/partners/url-guard.ts resolve', 'shared/platform/partners/url-guard.ts resolver'],
  },
  {
    why: 'The balance before a year is the shorter way only where figures are older than a year.',
    of: ['figures'],
    places: ['functions/figures/reading/read-figures.ts anchor (2)'],
  },
  {
    why: 'The breaker was read before a failure is reported, and is cached.',
    of: ['national-portal-sync'],
    places: ['shared/platform/delivery/breaker.ts failed'],
  },
  {
    why: 'A file at the portal is another one at the second try, after the first could be fetched and not be stored.',
    of: ['inbound-files'],
    places: [
      'functions/national-portal/files/inbound-files.ts reject (2)',
      'shared/record/document-rows.ts updatePending',
    ],
    seldom: true,
  },
  {
    why: 'Of two requests with one key both have to be between reading a secret and writing it.',
    of: ['webhook-endpoints'],
    places: ['functions/webhooks/signing-secrets.ts rotate (3)'],
    seldom: true,
  },
  {
    why: 'The portal has a record that we did not send and have no doubt about: another system filed under our code.',
    of: ['national-portal-sync'],
    places: ['functions/national-portal/sync/portal-send.ts portalSend (4)'],
    seldom: true,
  },
  {
    why: 'The adapter of a provider has both its sides: a function that receives callbacks bundles the calling side, too.',
    of: ['payment-webhook'],
    places: [
      'shared/platform/partners/json.ts askJson',
      'shared/platform/partners/json.ts askJson (2)',
      'shared/platform/partners/call.ts partnerCall',
    ],
  },
  {
    why: 'The adapter of a carrier has both its sides: a function that receives reports bundles the ordering side, too.',
    of: ['postal-webhook'],
    places: [
      'functions/postal/carriers/vnpost/access-token.ts get',
      'functions/postal/carriers/vnpost/access-token.ts get (2)',
    ],
  },
  {
    why: 'SES fails at an e-mail at random only.',
    of: ['notifications'],
    places: [
      'functions/notifications/notices/notifications.ts notifications (2)',
      'functions/notifications/notices/notifications.ts tell2 (5)',
      'shared/platform/queues/delayed.ts send2',
    ],
    seldom: true,
  },
  {
    why: 'SES accepts every e-mail of these worlds.',
    of: ['notifications'],
    places: ['functions/notifications/notices/notifications.ts tell2 (4)'],
  },
];

/** Their names in full, and of which of them chance may come to after all. */
export const unreachedPlaces = (): readonly { readonly place: string; readonly seldom: boolean }[] =>
  UNREACHED.flatMap(({ of, places, seldom = false }) =>
    of.flatMap((name) => places.map((place) => ({ place: `${name}: waits in ${place}`, seldom }))),
  );
