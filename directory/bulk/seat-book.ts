import type { Seat } from '#directory/lifecycle/people/person-state.ts';
import type { Capacity, PostKind } from '#directory/org/tables.ts';
import type { AppointmentId, PersonId, PostId, UnitId } from '#kernel/ids.ts';

/** Somebody of the batch in a post. */
export interface Seating {
  readonly unitId: UnitId;
  readonly title: string;
  readonly kind: PostKind | null;
  readonly capacity: Capacity;
  /** For people to read, if they are in the way: `dòng 12: Nguyễn Văn Anh`. */
  readonly holder: string;
}

export interface Seated {
  /** null: a new seat. */
  readonly postId: PostId | null;
  readonly title: string;
  readonly kind: PostKind;
}

/** Posts and who holds them as the rows so far have made them. */
export class SeatBook {
  readonly #byUnit: Map<UnitId, Seat[]>;
  readonly #on: string;
  #newSeats = 0;

  constructor(seats: readonly Seat[], on: string) {
    this.#on = on;
    this.#byUnit = new Map();
    for (const seat of seats) this.#of(seat.unitId).push(seat);
  }

  of(unitId: UnitId): readonly Seat[] {
    return this.#byUnit.get(unitId) ?? [];
  }

  /** Whoever leaves makes room, wherever in the table they stand. */
  release(appointmentIds: ReadonlySet<AppointmentId>): void {
    for (const seats of this.#byUnit.values())
      for (const [index, seat] of seats.entries())
        if (seat.holders.some(({ appointmentId }) => appointmentIds.has(appointmentId)))
          seats[index] = { ...seat, holders: seat.holders.filter(({ appointmentId }) => !appointmentIds.has(appointmentId)) };
  }

  /** Who is in the way of another head. */
  headsOf(unitId: UnitId): readonly string[] {
    return this.of(unitId)
      .filter(({ kind }) => kind === 'head')
      .flatMap(({ holders }) => holders.map(({ name }) => name));
  }

  kindOf({ unitId, title, kind }: Pick<Seating, 'unitId' | 'title' | 'kind'>): PostKind {
    return kind ?? this.#titled(unitId, title)[0]?.kind ?? 'staff';
  }

  /** A seat of that title that is free, else a new one. */
  take(seating: Seating): Seated {
    const { unitId, title, capacity } = seating;
    const kind = this.kindOf(seating);
    const free = this.#titled(unitId, title).find(
      (seat) => seat.kind === kind && seat.from <= this.#on && seat.postId > 0 && (capacity !== 'full' || seat.holders.length === 0),
    );
    const seated = { postId: free?.postId ?? null, title: free?.title ?? title, kind };
    this.seat(unitId, seated, seating.holder);
    return seated;
  }

  /** Notes that the seat is taken. */
  seat(unitId: UnitId, { postId, title, kind }: Seated, name: string): void {
    const seats = this.#of(unitId);
    const holder = { ...nobodysAppointment, name, from: this.#on };
    const index = seats.findIndex((seat) => seat.postId === postId);
    if (index >= 0) seats[index] = { ...seats[index]!, holders: [...seats[index]!.holders, holder] };
    // Below zero: yet to be made.
    else seats.push({ postId: -++this.#newSeats as PostId, unitId, title, kind, from: this.#on, holders: [holder] });
  }

  #titled(unitId: UnitId, title: string): readonly Seat[] {
    const wanted = title.toLowerCase();
    return this.of(unitId).filter((seat) => seat.title.toLowerCase() === wanted);
  }

  #of(unitId: UnitId): Seat[] {
    let seats = this.#byUnit.get(unitId);
    if (seats === undefined) {
      seats = [];
      this.#byUnit.set(unitId, seats);
    }
    return seats;
  }
}

const nobodysAppointment: Omit<Seat['holders'][number], 'name' | 'from'> = {
  ...{ appointmentId: 0 as AppointmentId, personId: 0 as PersonId },
  ...{ capacity: 'full', isMain: true, until: null },
};
