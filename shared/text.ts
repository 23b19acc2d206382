/** Text shown to people, in the two languages the product speaks. Vietnamese is the law's own wording. */
export type Text = { readonly vi: string; readonly en: string };

export type Language = keyof Text;
