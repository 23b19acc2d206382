/** Personal id (số định danh cá nhân): 12 digits. It has no check digit. */
export const PERSONAL_ID = /^\d{12}$/;
