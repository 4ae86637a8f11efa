import type { findUnitsCalled } from '#directory/org/unit-facts-sql.ts';
import { listUnits } from '#directory/org/unit-list-sql.ts';
import type { Database } from '#io/database.ts';

type Called = Awaited<ReturnType<typeof findUnitsCalled>>;

/** Those of them that stand somewhere below a unit of that name or address today: `Xã Yên Mỹ < Huyện Chợ Đồn`. */
export async function unitsCalledBelow(database: Database, called: Called, above: string): Promise<Called> {
  const units = new Map((await listUnits(database)).map((unit) => [unit.id, unit]));
  const wanted = above.normalize('NFC');
  return called.filter(({ id }) => {
    let at = units.get(id)?.parentId ?? null;
    for (let steps = 0; at !== null && steps < units.size; steps++) {
      const unit = units.get(at);
      if (unit?.name === wanted || unit?.address === wanted.toLowerCase() || `#${at}` === wanted) return true;
      at = unit?.parentId ?? null;
    }
    return false;
  });
}
