import { stringify } from 'yaml';
import { type Setting, settings } from './setting.ts';
import { sectionNames } from './told.ts';

const columns = 140;

/** config/congthu.example.yaml: every setting with what it means, at its default. */
export function exampleText(): string {
  const lines = [
    '# Mọi cài đặt của Công Thư ở giá trị mặc định, viết ra từ chính lược đồ mà chương trình đọc: npx congthu config example.',
  ];
  lines.push('# Every setting of Công Thư at its default, written from the very schema that the program reads it with.');
  lines.push('# Biến môi trường thắng tệp / environment variables win over the file: CONGTHU_PORT_BASE=0 is portBase: 0.');
  let above: readonly string[] = [];
  for (const setting of settings) {
    const sections = setting.path.slice(0, -1);
    lines.push(...headsOf(sections, above));
    if (sections.length === 0) lines.push('');
    lines.push(...linesOf(setting));
    above = sections;
  }
  return `${lines.join('\n')}\n`;
}

/** The sections that begin here: of one that may be left out as a whole, commented out like all in it. */
function headsOf(sections: readonly string[], above: readonly string[]): string[] {
  return sections.flatMap((key, depth) => {
    if (key === above[depth]) return [];
    const name = sectionNames[key];
    const title = depth === 0 && name !== undefined ? ['', `# ${name.vi} / ${name.en}`] : [];
    const head = isOptional(sections.slice(0, depth + 1)) ? `${'  '.repeat(depth)}#${key}:` : `${'  '.repeat(depth)}${key}:`;
    return [...title, head];
  });
}

/** Sections that are not there unless somebody writes them. */
const isOptional = (sections: readonly string[]) => ['relay', 'scan.clamd', 'web.oidc'].includes(sections.join('.'));

function linesOf({ path, help, fallback, example }: Setting): string[] {
  const sections = path.slice(0, -1);
  const isOut = isOptional(sections);
  const margin = '  '.repeat(isOut ? sections.length - 1 : sections.length);
  const comment = `${margin}${isOut ? '#  # ' : '# '}`;
  const said = [...wrapped(help.vi, columns - comment.length), ...wrapped(help.en, columns - comment.length)];
  const value = `${path.at(-1)}: ${yamlValue(fallback ?? example)}`;
  const begin = isOut ? '#  ' : fallback === undefined ? '#' : '';
  return [...said.map((line) => `${comment}${line}`), `${margin}${begin}${value}`];
}

function yamlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
  // A time is quoted: other readers of YAML take it for a number of base 60.
  return typeof value === 'string' && /^\d\d:\d\d$/.test(value) ? `"${value}"` : stringify(value, { lineWidth: 0 }).trimEnd();
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
