/** What commander says of a command that was given wrongly, in Vietnamese before its own words; what is unknown here stays as it is. */
export function usageText(message: string): string {
  const first = phrases.find(([pattern]) => pattern.test(message));
  return first === undefined ? message : message.replace(...first);
}

const phrases: readonly (readonly [RegExp, string])[] = [
  [/^error: required option '([^']+)' not specified/, 'lỗi: thiếu tuỳ chọn bắt buộc $1\n$&'],
  [/^error: missing required argument '([^']+)'/, 'lỗi: thiếu <$1>\n$&'],
  [/^error: unknown option '([^']+)'/, 'lỗi: không có tuỳ chọn $1\n$&'],
  [/^error: unknown command '([^']+)'/, 'lỗi: không có lệnh $1\n$&'],
  [/^error: too many arguments/, 'lỗi: thừa tham số (tên có dấu cách phải đặt trong ngoặc kép)\n$&'],
  [/^error: option '([^']+)' argument missing/, 'lỗi: tuỳ chọn $1 thiếu giá trị\n$&'],
  [/^error: option '([^']+)' argument '([^']*)' is invalid\. Allowed choices are (.*)\./, 'lỗi: $1: “$2” không phải là một trong: $3\n$&'],
  [/^error: option '([^']+)' argument '([^']*)' is invalid\./, 'lỗi: $1: “$2” không dùng được\n$&'],
  [/^error: command-argument value '([^']*)' is invalid for argument '([^']+)'\./, 'lỗi: <$2>: “$1” không dùng được\n$&'],
];
