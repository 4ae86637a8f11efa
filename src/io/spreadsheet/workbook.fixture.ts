import { storedZip } from './stored-zip.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export interface WorkbookParts {
  /** What stands in `<worksheet>`, of each sheet. */
  readonly sheets: readonly string[];
  /** `<si>` elements. */
  readonly strings?: string;
  /** Attributes of `<workbookPr>`. */
  readonly properties?: string;
  /** Attributes of each `<sheet>`. */
  readonly states?: readonly string[];
}

/** The parts of a workbook as Excel writes them: style 1 is a date. */
export function workbookParts({ sheets, strings = '', properties = '', states = [] }: WorkbookParts): Map<string, Buffer> {
  const each = (make: (index: number) => string) => sheets.map((_, index) => make(index + 1)).join('');
  const texts = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${content}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `${head}<Relationships ${relations}><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook ${main} xmlns:r="${office}"><workbookPr ${properties}/><sheets>${each((n) => `<sheet name="Trang ${n}" sheetId="${n}" ${states[n - 1] ?? ''} r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships ${relations}>${each((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId98" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId99" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `${head}<sst ${main}>${strings}</sst>`,
    'xl/styles.xml': `${head}<styleSheet ${main}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, `${head}<worksheet ${main}>${sheet}</worksheet>`]),
    ),
  };
  return new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]));
}

/** A workbook of those parts, not packed. */
export function madeWorkbook(parts: WorkbookParts): Buffer {
  return storedZip(workbookParts(parts));
}
