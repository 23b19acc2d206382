import { parentPort } from 'node:worker_threads';

/** A worker that finds a rule broken at once. */
parentPort?.postMessage({ kind: 'broken', rule: 'none lost', what: 'one is gone' });
