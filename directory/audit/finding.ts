/** What is wrong with the chain, and where. `subject` is the number of an entry, seal or root, or a line of the file. */
export interface Finding {
  readonly what: FindingKind;
  readonly subject: number;
  readonly detail: string;
}

interface Sentence {
  readonly vi: string;
  readonly en: string;
}

const sentences = {
  'entry-changed': { vi: 'Bản ghi {n} đã bị sửa', en: 'Entry {n} was changed' },
  'entry-missing': { vi: 'Bản ghi {n} đã bị xoá', en: 'Entry {n} was removed' },
  'entry-gone': { vi: 'Bản ghi {n} đã bị xoá trước khi được niêm phong', en: 'Entry {n} was removed before it was sealed' },
  'entry-inserted': { vi: 'Bản ghi {n} không có trong niêm phong nào: đã bị thêm vào', en: 'Entry {n} is in no seal: it was inserted' },
  'entry-twice': { vi: 'Bản ghi {n} có hai lần', en: 'Entry {n} is there twice' },
  'entry-moved': { vi: 'Bản ghi {n} không ở đúng chỗ', en: 'Entry {n} is not in its place' },
  'seal-changed': { vi: 'Niêm phong {n} đã bị sửa', en: 'Seal {n} was changed' },
  'seal-missing': { vi: 'Thiếu niêm phong {n}', en: 'Seal {n} is missing' },
  'seal-moved': { vi: 'Niêm phong {n} không ở đúng chỗ', en: 'Seal {n} is not in its place' },
  'seal-unlinked': { vi: 'Niêm phong {n} không nối với niêm phong trước', en: 'Seal {n} does not follow from the one before' },
  'root-changed': { vi: 'Gốc ký {n} đã bị sửa hoặc không phải do khoá này ký', en: 'Root {n} was changed, or not signed with this key' },
  'root-key': { vi: 'Gốc ký {n} được ký bằng khoá khác', en: 'Root {n} is signed with another key' },
  'root-missing': { vi: 'Thiếu gốc ký {n}', en: 'Root {n} is missing' },
  'root-unlinked': { vi: 'Gốc ký {n} không nối với gốc trước', en: 'Root {n} does not follow from the one before' },
  'root-replaced': { vi: 'Gốc ký {n} khác với bản đã lưu nơi khác', en: 'Root {n} is not the one that was kept elsewhere' },
  'seal-replaced': { vi: 'Niêm phong {n} khác với bản đã lưu nơi khác', en: 'Seal {n} is not the one that was kept elsewhere' },
  'root-disagrees': { vi: 'Chuỗi niêm phong khác với gốc ký {n}', en: 'The chain is not what root {n} was signed for' },
  'pruned-early': {
    vi: 'Bản ghi của tháng thứ {n} trong danh sách bị xoá quá sớm',
    en: 'Entries of pruned month {n} were removed too early',
  },
  'pruned-more': {
    vi: 'Số bản ghi vắng mặt nhiều hơn số đã xoá đúng hạn: {n}',
    en: 'More entries are absent than were pruned when their time was over: {n}',
  },
  'head-changed': {
    vi: 'Phần kết của tệp (dòng {n}) đã bị sửa hoặc không phải do khoá này ký',
    en: 'The end of the file (line {n}) was changed, or not signed with this key',
  },
  'beside-changed': {
    vi: 'Tháng hết hạn lưu hoặc bản ghi chưa niêm phong không như phần kết đã ký (dòng {n})',
    en: 'Pruned months or entries without a seal are not what the end of the file (line {n}) was signed for',
  },
  'head-disagrees': {
    vi: 'Chuỗi niêm phong khác với phần kết đã ký (dòng {n})',
    en: 'The chain is not what the end of the file (line {n}) was signed for',
  },
  'file-cut': { vi: 'Tệp bị cắt ở dòng {n}', en: 'The file is cut off at line {n}' },
  'line-unreadable': { vi: 'Không đọc được dòng {n}', en: 'Line {n} cannot be read' },
} as const satisfies Readonly<Record<string, Sentence>>;

export type FindingKind = keyof typeof sentences;

export function findingText({ what, subject, detail }: Finding): Sentence {
  const say = (sentence: string) => sentence.replace('{n}', String(subject)) + (detail === '' ? '' : ` (${detail})`);
  return { vi: say(sentences[what].vi), en: say(sentences[what].en) };
}
