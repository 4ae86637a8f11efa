declare const txBrand: unique symbol;

/**
 * An open database transaction as it crosses the wall between rooms: opaque, so that a room can pass it on but only
 * #io/database.ts can look inside. Only the outermost function of a command opens one.
 */
export interface Tx {
  readonly [txBrand]: true;
}
