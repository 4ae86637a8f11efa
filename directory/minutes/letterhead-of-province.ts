import type { MinutesOf } from './minutes.ts';

/** `reports` of the configuration, and what the province is called: who draws up minutes. */
export interface ProvinceSettings {
  readonly settings: { readonly superior?: string | undefined; readonly issuer?: string | undefined; readonly place?: string | undefined };
  /** `Tỉnh Bắc Kạn` */
  readonly provinceName: string;
}

export function letterheadOfProvince({ settings, provinceName }: ProvinceSettings): MinutesOf['letterhead'] {
  return {
    superior: settings.superior ?? null,
    issuer: settings.issuer ?? provinceName,
    place: settings.place ?? provinceName.replace(/^(Tỉnh|Thành phố) /u, ''),
  };
}
