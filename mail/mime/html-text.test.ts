import { describe, expect, it } from 'vitest';
import { htmlText } from './html-text.ts';

const seen = (html: string) => htmlText(html).replace(/\s+/g, ' ').trim();

describe('the text of HTML', () => {
  it.each([
    ['', ''],
    ['a < b và c > d', 'a < b và c > d'],
    ['<', '<'],
    ['chưa đóng <b', 'chưa đóng'],
    ['a<!-- ẩn', 'a'],
    ['a<!-- ẩn --> b', 'a b'],
    ['<p>C&ocirc;ng v&#259;n s&#x1ED1;</p>', 'Công văn số'],
    ['Tờ<b> tr</b>ình', 'Tờ trình'],
    ['<td>một</td><td>hai</td>', 'một hai'],
    ['<style>p{color:red}</style>x<SCRIPT>alert(1)</SCRIPT >y', 'xy'],
    ['<script>chưa đóng', ''],
    ['A&amp;B &lt;x&gt; &nbsp; &khong; &#0; &#55296;', 'A&B <x> &khong; � �'],
    ['<a title="x" href="https://x.vn">liên kết</a>', 'liên kết'],
  ])('%s', (html, text) => {
    expect(seen(html)).toBe(text);
  });

  it('takes time by length, however hostile', () => {
    for (const piece of ['<', '<!--', '<script>', '&', '<a ', '&#']) expect(htmlText(piece.repeat(200_000)).length).toBeLessThan(2_000_000);
  });
});
