/** Procedure code such as `1.001193`; the older local form carries a suffix, `1.000656.000.00.00.H29`. */
export const PROCEDURE_CODE = /^\d\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2})?$/;
