/** Largest file of a dossier, for every procedure. Bytes: 50 MiB. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/**
 * Accepted files by content type: the allowed extensions, and aliases of the type used by browsers and phones. The project's
 * own list. A name must end in one of the extensions, because the recipient's computer relies on it.
 */
export const FILE_TYPES = {
  'application/pdf': { extensions: ['.pdf'], aliases: ['application/x-pdf'] },
  'image/jpeg': { extensions: ['.jpg', '.jpeg', '.jfif'], aliases: ['image/jpg', 'image/pjpeg'] },
  'image/png': { extensions: ['.png'], aliases: ['image/x-png'] },
  /** Format of phone cameras. Stored unchanged. */
  'image/heic': { extensions: ['.heic', '.heif'], aliases: ['image/heif'] },
  /** Multi-page format of scanners. Stored unchanged. */
  'image/tiff': { extensions: ['.tif', '.tiff'], aliases: ['image/tif', 'image/x-tiff'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { extensions: ['.docx'], aliases: [] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { extensions: ['.xlsx'], aliases: [] },
  'application/xml': { extensions: ['.xml'], aliases: ['text/xml'] },
} as const satisfies Record<string, { extensions: readonly string[]; aliases: readonly string[] }>;

export type FileType = keyof typeof FILE_TYPES;

export const FILE_TYPE_NAMES = Object.keys(FILE_TYPES) as [FileType, ...FileType[]];

/** The canonical name of a content type, from any of its aliases; undefined if not accepted. */
export function usualType(announced: string): FileType | undefined {
  const aliases: (type: FileType) => readonly string[] = (type) => FILE_TYPES[type].aliases;
  return FILE_TYPE_NAMES.find((type) => type === announced || aliases(type).includes(announced));
}

/** Content type inferred from a file's extension; an unaccepted placeholder type if unknown. */
export function typeOfName(fileName: string): FileType | 'application/octet-stream' {
  return FILE_TYPE_NAMES.find((type) => nameFits(fileName, type)) ?? 'application/octet-stream';
}

/** Whether the file name's extension matches the declared content type. */
export function nameFits(fileName: string, type: FileType): boolean {
  return FILE_TYPES[type].extensions.some((extension) => fileName.toLowerCase().endsWith(extension));
}
