import type { DocumentTable } from '#directory/official-papers/document-table.ts';

/** A report laid out, before it is drawn on pages or put into sheets. Everything a reader sees is in Vietnamese. */
export interface ReportDocument {
  readonly letterhead: Letterhead;
  /** `Số: 12/BC-STTTT` */
  readonly number: string;
  /** `Bắc Kạn, ngày 05 tháng 7 năm 2026` */
  readonly placeAndDate: string;
  readonly isDraft: boolean;
  /** `BÁO CÁO`, and what it is about. */
  readonly title: readonly [kind: string, subject: string];
  readonly opening: string;
  readonly sections: readonly DocumentSection[];
  /** The last sentence; it stands on the page of the signature. */
  readonly closing: string;
  /** When it was issued, or drawn, ISO 8601: kept in the file, so that the same report is the same octets. */
  readonly madeAt: string;
}

/** Who issues it and who gets it (NĐ 30/2020, Phụ lục I). */
export interface Letterhead {
  /** The body above; null: there is none. */
  readonly superior: string | null;
  readonly issuer: string;
  readonly place: string;
  /** `Giám đốc`; two lines stand on both sides of ` / `: `KT. Giám đốc / Phó giám đốc`. */
  readonly signerTitle: string;
  readonly signer: string | null;
  readonly recipients: readonly string[];
}

export interface DocumentSection {
  /** `1. Tài khoản thư điện tử` */
  readonly heading: string;
  /** Short, for a sheet's tab. */
  readonly name: string;
  readonly paragraphs: readonly string[];
  readonly table: DocumentTable | null;
}
