import { join } from 'node:path';
import { FONT_FILES } from '../functions/forms/issuing/fonts.ts';

const PACKAGES = join(import.meta.dirname, '..', 'node_modules');
const TINOS = '@expo-google-fonts/tinos';
const EMOJI = '@expo-google-fonts/noto-emoji';
const DEJAVU = 'dejavu-fonts-ttf';

/** Packages of the fallback fonts: a font without its package does not compile. */
const FALLBACKS: Readonly<Record<(typeof FONT_FILES.fallbacks)[number], string>> = {
  'DejaVuSans.ttf': `${DEJAVU}/ttf`,
  'NotoEmoji_400Regular.ttf': `${EMOJI}/400Regular`,
  'NotoSansLao_400Regular.ttf': '@expo-google-fonts/noto-sans-lao/400Regular',
  'NotoSansKhmer_400Regular.ttf': '@expo-google-fonts/noto-sans-khmer/400Regular',
  'NotoSansThai_400Regular.ttf': '@expo-google-fonts/noto-sans-thai/400Regular',
  'ZCOOLXiaoWei_400Regular.ttf': '@expo-google-fonts/zcool-xiaowei/400Regular',
  'NanumMyeongjo_400Regular.ttf': '@expo-google-fonts/nanum-myeongjo/400Regular',
};

const SOURCES: Readonly<Record<string, string>> = {
  [FONT_FILES.regular]: `${TINOS}/400Regular/${FONT_FILES.regular}`,
  [FONT_FILES.bold]: `${TINOS}/700Bold/${FONT_FILES.bold}`,
  [FONT_FILES.italic]: `${TINOS}/400Regular_Italic/${FONT_FILES.italic}`,
  ...Object.fromEntries(Object.entries(FALLBACKS).map(([file, folder]) => [file, `${folder}/${file}`])),
  // The licences (SIL Open Font License; Bitstream Vera) must be distributed with the fonts.
  'Tinos_LICENSE.txt': `${TINOS}/LICENSE_FONT`,
  'NotoEmoji_LICENSE.txt': `${EMOJI}/LICENSE_FONT`,
  'Noto_LICENSE.txt': '@expo-google-fonts/noto-sans-lao/LICENSE_FONT',
  'ZCOOLXiaoWei_LICENSE.txt': '@expo-google-fonts/zcool-xiaowei/LICENSE_FONT',
  'NanumMyeongjo_LICENSE.txt': '@expo-google-fonts/nanum-myeongjo/LICENSE_FONT',
  'DejaVu_LICENSE.txt': `${DEJAVU}/LICENSE`,
};

/** Files next to the bundle of `forms`: name there and source path. */
export const FORM_FONTS: readonly (readonly [name: string, source: string])[] = Object.entries(SOURCES).map(
  ([name, source]) => [name, join(PACKAGES, source)],
);
