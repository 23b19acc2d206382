import { expect, it } from 'vitest';
import { progressText } from '../../../../../functions/national-portal/contracts/classic/progress-text.ts';
import type { RecordedEvent } from '../../../../../shared/dossier/events.ts';

it('writes money as Viet Nam does', () => {
  const event = { type: 'payment-requested', amount: 1_250_000 } as RecordedEvent;
  expect(progressText(event)).toBe('Yêu cầu thực hiện nghĩa vụ tài chính: 1.250.000 đồng');
});
