import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Unit } from '../api/api-contract.ts';
import { type NoDrop, type UnitsById, whyNoDrop } from './drop-rules.ts';

/** Somebody who clicks moves by a pixel or two. */
const beginsAfterPixels = 6;
/** Held over a closed unit for this long, it opens. */
const opensAfterMs = 600;
/** So near an edge the tree scrolls, by so much in a frame. */
const edgePixels = 40;
const scrollPixels = 12;

export interface UnitDrag {
  readonly moved: Unit;
  readonly over: Unit | undefined;
  /** undefined over a unit: it may be put there. */
  readonly why: NoDrop | undefined;
}

interface Props {
  readonly units: UnitsById;
  readonly scroller: RefObject<HTMLElement | null>;
  /** What says where one is, moved along with the pointer without drawing the tree anew. */
  readonly label: RefObject<HTMLElement | null>;
  readonly onHold: (id: number) => void;
  readonly onDrop: (moved: number, onto: number) => void;
  readonly onGivenUp: () => void;
}

/**
 * A unit of the tree taken by the mouse or a pen and put onto another. A finger scrolls: the unit's menu does the same for it.
 * A drop only says what is wanted: nothing is done by it.
 */
export function useUnitDrag(props: Props) {
  const [drag, setDrag] = useState<UnitDrag>();
  const now = useRef(props);
  const end = useRef<() => void>(undefined);
  useEffect(() => {
    now.current = props;
  });
  useEffect(() => () => end.current?.(), []);
  const onPointerDown = (event: ReactPointerEvent, moved: Unit) => {
    if (event.button !== 0 || event.pointerType === 'touch' || end.current !== undefined) return;
    const show = (change: UnitDrag | undefined) => setDrag(change);
    end.current = follow({ event, moved, now, show, onEnd: () => (end.current = undefined) });
  };
  return { drag, onPointerDown };
}

interface Following {
  readonly event: ReactPointerEvent;
  readonly moved: Unit;
  readonly now: RefObject<Props>;
  readonly show: (drag: UnitDrag | undefined) => void;
  readonly onEnd: () => void;
}

/** Follows the pointer until it lets go; what comes back ends it. */
function follow({ event: { clientX, clientY }, moved, now, show, onEnd }: Following): () => void {
  const at = { x: clientX, y: clientY };
  let drag: UnitDrag | undefined;
  let frame = 0;
  let hold = 0;
  const look = () => {
    now.current.label.current?.style.setProperty('translate', `${at.x + 14}px ${at.y + 18}px`);
    const { units } = now.current;
    const over = units.get(Number(document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-unit]')?.dataset.unit));
    if (drag !== undefined && over?.id === drag.over?.id) return;
    drag = { moved, over, why: over && whyNoDrop(units, moved.id, over.id) };
    show(drag);
    clearTimeout(hold);
    if (over) hold = window.setTimeout(() => now.current.onHold(over.id), opensAfterMs);
  };
  const scroll = () => {
    const { scroller } = now.current;
    const box = scroller.current?.getBoundingClientRect();
    if (box && at.y < box.top + edgePixels) scroller.current?.scrollBy(0, -scrollPixels);
    if (box && at.y > box.bottom - edgePixels) scroller.current?.scrollBy(0, scrollPixels);
    look();
    frame = requestAnimationFrame(scroll);
  };
  const finish = () => {
    listeners.abort();
    cancelAnimationFrame(frame);
    clearTimeout(hold);
    show(undefined);
    onEnd();
  };
  const giveUp = () => {
    finish();
    if (drag !== undefined) now.current.onGivenUp();
  };
  const move = (event: PointerEvent) => {
    Object.assign(at, { x: event.clientX, y: event.clientY });
    if (drag !== undefined || Math.hypot(at.x - clientX, at.y - clientY) < beginsAfterPixels) return;
    look();
    frame = requestAnimationFrame(scroll);
  };
  const letGo = () => {
    if (drag?.over === undefined || drag.why !== undefined) return giveUp();
    finish();
    now.current.onDrop(moved.id, drag.over.id);
  };
  const listeners = new AbortController();
  const { signal } = listeners;
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || drag === undefined) return;
    event.stopPropagation();
    giveUp();
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', letGo, { signal });
  window.addEventListener('pointercancel', giveUp, { signal });
  window.addEventListener('blur', giveUp, { signal });
  window.addEventListener('keydown', keys, { signal, capture: true });
  notClicked(() => drag !== undefined);
  return finish;
}

/** Where it began is a link, and letting go may be a click on it: that was not meant. What is pressed next is. */
function notClicked(isDrag: () => boolean): void {
  const clicks = new AbortController();
  const { signal } = clicks;
  window.addEventListener('click', (event) => isDrag() && event.preventDefault(), { signal, capture: true });
  // Not the press that is under way: it reached this window before.
  window.setTimeout(() => window.addEventListener('pointerdown', () => clicks.abort(), { signal, capture: true }));
}
