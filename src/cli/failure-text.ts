/** What to say of a failure: what went wrong and, where the message itself does not, why. No stack: that is for whoever mends the program. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A connection tried on several addresses fails with all their errors and no message of its own.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(failureText).join('; ');
  const told = ofFile(error);
  if (told !== undefined) return told;
  return error.message === '' ? ((error as NodeJS.ErrnoException).code ?? error.name) : error.message;
}

const fileFailures: Readonly<Record<string, string>> = {
  ENOENT: 'không có tệp hay thư mục / no such file or folder',
  EEXIST: 'đã có tệp này, không ghi đè / there is such a file already, and it is left as it is',
  EACCES: 'không có quyền đọc hay ghi / no permission to read or write',
  EPERM: 'không có quyền đọc hay ghi / no permission to read or write',
  EISDIR: 'là thư mục, không phải tệp / is a folder, and no file',
  ENOTDIR: 'trong đường dẫn có tệp không phải thư mục / a part of the path is no folder',
  ENOSPC: 'ổ đĩa đã đầy / the disk is full',
  EROFS: 'ổ đĩa chỉ đọc / the disk is read-only',
};

/** What the system says of a file, in words that an operator reads: the file first. */
function ofFile({ code, path }: NodeJS.ErrnoException): string | undefined {
  const failure = code === undefined || path === undefined ? undefined : fileFailures[code];
  return failure === undefined ? undefined : `${path}: ${failure}`;
}
