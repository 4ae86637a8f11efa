/** What charts say beside their figures; in English: wording-en.ts. */
export const chartsVi = {
  charts: { asTable: 'Xem số liệu dạng bảng' },
};
