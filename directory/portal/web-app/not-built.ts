import { html } from 'hono/html';
import type { Html } from '../html.ts';

/** In place of the application where nobody has built it. */
export function notBuiltPage(): Html {
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>Công Thư</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
</head>
<body>
<main>
<h1>Ứng dụng web chưa được dựng</h1>
<p>Chạy <code>npm run build</code> trong thư mục của chương trình, rồi khởi động lại.</p>
<h1 lang="en">The web application was not built</h1>
<p lang="en">Run <code>npm run build</code> in the folder of the program, then start it again.</p>
<p><a href="/">Công Thư</a></p>
</main>
</body>
</html>
`;
}
