/** Vietnamese mobile (10 digits) or landline (11 digits, `02…`), national form without separators. */
export const MOBILE_OR_LANDLINE = /^0(?:[35789]\d{8}|2\d{9})$/;
