import type { Stage } from './stage.ts';

/** The receiver, in the agencies' simulator, of the system that subscribes to every event of the province. */
export const SUBSCRIBER = 'dieu-hanh';

/** Registers that system's endpoint; its receiver verifies each signature. */
export async function subscribe(stage: Stage): Promise<void> {
  const api = await stage.as('tinh-quang-tri');
  const url = `${stage.environment.simulators.agency}/hooks/${SUBSCRIBER}`;
  const endpoint = await api.must('POST', '/v1/webhook-endpoints', {
    body: { url, description: 'Phần mềm điều hành' },
  });
  await stage.control('agency', 'endpoints', { path: SUBSCRIBER, secret: endpoint.secret });
}
