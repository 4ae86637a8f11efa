// The Vietnamese lunar calendar, after Hồ Ngọc Đức's algorithm on the formulas of Jean Meeus, "Astronomical Algorithms" (1998). It is reckoned at
// UTC+7: China's, at UTC+8, has Tết on another day in some years (2007, 2030), so ICU's `chinese` calendar will not do.

const synodicMonth = 29.530588853;
/** The new moon of 1900-01-01, from which months are counted (Julian days). */
const firstNewMoon = 2415021.076998695;
const utcOffset = 7 / 24;
const radians = Math.PI / 180;

/** The day of a lunar date, of the first ten months and not of a leap one, in the lunar year that begins in `year`; as `YYYY-MM-DD`. */
export function dayOfLunarDate(year: number, month: number, day: number): string {
  const winter = eleventhMonthStart(year - 1);
  const next = eleventhMonthStart(year);
  const first = Math.floor(0.5 + (winter - firstNewMoon) / synodicMonth);
  let offset = month + 1; // months after the eleventh of the year before
  if (next - winter > 365 && offset >= leapOffset(winter)) offset += 1;
  return dateOfJulianDay(newMoonDay(first + offset) + day - 1);
}

/** The Julian day, in Vietnam, on which the k-th new moon after 1900-01-01 falls. */
function newMoonDay(k: number): number {
  const t = k / 1236.85;
  const t2 = t * t;
  const t3 = t2 * t;
  const mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3;
  const shaken = mean + 0.00033 * Math.sin((166.56 + 132.87 * t - 0.009173 * t2) * radians);
  const sun = (359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3) * radians;
  const moon = (306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3) * radians;
  const latitude = (21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3) * radians;
  const correction =
    (0.1734 - 0.000393 * t) * Math.sin(sun) +
    0.0021 * Math.sin(2 * sun) -
    0.4068 * Math.sin(moon) +
    0.0161 * Math.sin(2 * moon) -
    0.0004 * Math.sin(3 * moon) +
    0.0104 * Math.sin(2 * latitude) -
    0.0051 * Math.sin(sun + moon) -
    0.0074 * Math.sin(sun - moon) +
    0.0004 * Math.sin(2 * latitude + sun) -
    0.0004 * Math.sin(2 * latitude - sun) -
    0.0006 * Math.sin(2 * latitude + moon) +
    0.001 * Math.sin(2 * latitude - moon) +
    0.0005 * Math.sin(2 * moon + sun);
  const deltaT = -0.000278 + 0.000265 * t + 0.000262 * t2; // dynamical time to universal time, after 1900
  return Math.floor(shaken + correction - deltaT + 0.5 + utcOffset);
}

/** In which twelfth of its way the sun stands as a day begins in Vietnam: 0 from the spring equinox on. */
function sunTwelfth(julianDay: number): number {
  const t = (julianDay - 0.5 - utcOffset - 2451545) / 36525;
  const t2 = t * t;
  const anomaly = (357.5291 + 35999.0503 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * radians;
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t2) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.00029 * Math.sin(3 * anomaly);
  const longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t2 + centre;
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}

/** The first day of the lunar month that holds the winter solstice. */
function eleventhMonthStart(year: number): number {
  const k = Math.floor((julianDayOf(`${year}-12-31`) - firstNewMoon) / synodicMonth);
  const start = newMoonDay(k);
  return sunTwelfth(start) >= 9 ? newMoonDay(k - 1) : start;
}

/** Which month after the eleventh is the leap one in a year of thirteen: the first in which the sun enters no new twelfth. */
function leapOffset(eleventh: number): number {
  const k = Math.floor(0.5 + (eleventh - firstNewMoon) / synodicMonth);
  let offset = 1;
  while (offset < 14 && sunTwelfth(newMoonDay(k + offset)) !== sunTwelfth(newMoonDay(k + offset + 1))) offset += 1;
  return offset;
}

const unixEpochJulianDay = 2440588;
const dayMs = 24 * 60 * 60_000;

function julianDayOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs + unixEpochJulianDay;
}

function dateOfJulianDay(julianDay: number): string {
  return new Date((julianDay - unixEpochJulianDay) * dayMs).toISOString().slice(0, 10);
}
