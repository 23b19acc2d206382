/**
 * Electronic identifier of an agency, either form in use: `H50.12.3` (Decision 20/2020/QĐ-TTg, level 1 first, at most
 * 35 characters) or `000.00.15.H10` (QCVN 102:2016, level 1 last).
 */
export const AGENCY_ID = /^(?=.{3,35}$)(?:\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}|[A-Y]\d{2}(?:\.[0-9A-Z]{1,10}){0,8})$/;
