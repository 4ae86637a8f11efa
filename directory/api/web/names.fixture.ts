const middles = ['Văn', 'Thị', 'Đức', 'Minh', 'Ngọc'];
const given = ['Bình', 'Cường', 'Dung', 'Giang', 'Hà', 'Khánh', 'Lan', 'Nga', 'Oanh', 'Phúc', 'Quân', 'Sơn', 'Tâm', 'Uyên', 'Vinh', 'Yến'];

/** A name for each of the people of a test, none like another's. */
export function nameOf(number: number): string {
  return `Nguyễn ${middles[Math.floor(number / given.length)]} ${given[number % given.length]}`;
}
