import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument, YAMLMap } from 'yaml';

export interface Change {
  readonly path: readonly string[];
  /** null: it is taken out, so that the default holds. */
  readonly value: unknown;
}

/** What a new file begins with. */
const heading = ` Cấu hình Công Thư, viết bởi trang Cài đặt. Mọi khoá: config/congthu.example.yaml.
 Configuration of Công Thư, written by the page of settings. Every key: config/congthu.example.yaml.`;

/**
 * A YAML text with some values changed, and everything else as somebody wrote it: comments, order, empty lines. null: it is not put so that this
 * can be done (anchors, a section that is no map), and is for its author to change.
 */
export function editYaml(text: string, changes: readonly Change[]): string | null {
  const document = parseDocument(text);
  if (document.errors.length > 0) return null;
  if (document.contents === null) {
    document.contents = new YAMLMap() as never;
    if (text.trim() === '') document.commentBefore = heading;
  }
  for (const { path, value } of changes) if (!changeAt(document, path, value)) return null;
  try {
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
  } catch {
    return null; // an anchor went that something else leads to
  }
}

function changeAt(document: ReturnType<typeof parseDocument>, path: readonly string[], value: unknown): boolean {
  for (let depth = 0; depth < path.length; depth += 1) {
    const above = path.slice(0, depth);
    const node = depth === 0 ? document.contents : document.getIn(above, true);
    if (isAlias(node)) return false;
    // A section whose keys are all commented out is null.
    const isEmpty = node === undefined || (!isMap(node) && document.getIn(above) == null);
    if (isEmpty && value === null) return true;
    if (isEmpty) document.setIn(above, new YAMLMap());
    else if (!isMap(node)) return false;
  }
  const present = document.getIn(path, true);
  if (isAlias(present)) return false;
  if (value === null) document.deleteIn(path);
  else document.setIn(path, nodeIn(document, value, present));
  return true;
}

/** Lists in one line and texts quoted, as the example has them: other readers of YAML take a time for a number. What stood beside it stays. */
function nodeIn(document: ReturnType<typeof parseDocument>, value: unknown, present: unknown) {
  const node = document.createNode(value);
  if (isSeq(node)) {
    node.flow = true;
    for (const item of node.items) if (isScalar(item) && typeof item.value === 'string') item.type = 'QUOTE_DOUBLE';
  } else if (isScalar(node) && typeof value === 'string' && !/^[\p{L}-]+$/u.test(value)) node.type = 'QUOTE_DOUBLE';
  if (isNode(present))
    Object.assign(node, { comment: present.comment, commentBefore: present.commentBefore, spaceBefore: present.spaceBefore });
  return node;
}
