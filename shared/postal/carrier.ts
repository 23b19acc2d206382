/** A parcel to be taken to an applicant. Personal data: goes to the carrier and nowhere else. */
export type ParcelOrder = {
  /** Our number of the parcel, which the carrier keeps: the dossier code. The same number is the same parcel. */
  readonly orderNumber: string;
  /** VND to be collected on delivery. */
  readonly cashOnDelivery: number;
  /** What is in it, in words without people's names. */
  readonly content: string;
  readonly receiver: {
    readonly name: string;
    readonly phone: string;
    readonly address: string;
    /** Two digits. */
    readonly provinceCode: string;
  };
};

/** One report of a carrier about one parcel, in its own codes. */
export type CarrierReport = {
  readonly orderNumber: string;
  /** As it came. */
  readonly carrierCode: string;
  /** The carrier's identifier of the report, when it gives one. */
  readonly reportId?: string | undefined;
  readonly occurredAt?: string | undefined;
};

export type Carrier = {
  readonly name: string;
  /**
   * Orders once per number: a number the carrier has already is a success, so an order whose outcome is not known is
   * simply repeated.
   * @throws PartnerUnavailableError when the outcome is not known; PartnerRefusedError when the answer is no.
   */
  order(order: ParcelOrder): Promise<{ readonly known: boolean; readonly carrierNumber?: string | undefined }>;
  /** VND. */
  fee?(parcel: { readonly grams: number; readonly toProvinceCode: string }): Promise<number>;
  cancel?(orderNumber: string): Promise<void>;
  /** Reports after a cursor, oldest first, how many items were none, and the cursor to go on from. */
  pollPage?(
    cursor: string,
  ): Promise<{ readonly reports: readonly CarrierReport[]; readonly unreadable: number; readonly cursor: string }>;
};
