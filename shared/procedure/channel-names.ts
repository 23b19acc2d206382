import type { Text } from '../text/text.ts';
import type { Channel } from '../values.ts';

/** How a dossier may be filed, as the catalogue and tables call it. */
export const CHANNEL_NAMES = {
  direct: { vi: 'Trực tiếp tại Bộ phận Một cửa', en: 'In person at the one-stop shop' },
  online: { vi: 'Trực tuyến', en: 'Online' },
  postal: { vi: 'Qua bưu chính công ích', en: 'By the public postal service' },
} as const satisfies Record<Channel, Text>;
