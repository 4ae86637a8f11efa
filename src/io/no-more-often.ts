/** Something that is done when it is asked for, at once or, asked again within the time, once more at its end. Let go of, it is done no more. */
export function noMoreOften(act: () => void, everyMs: number): Disposable & { ask(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isAsked = false;
  let isOver = false;
  const rest = () => {
    timer = undefined;
    if (!isAsked) return;
    isAsked = false;
    doNow();
  };
  const doNow = () => {
    timer = setTimeout(rest, everyMs);
    timer.unref();
    act();
  };
  return {
    ask() {
      if (isOver) return;
      if (timer === undefined) doNow();
      else isAsked = true;
    },
    [Symbol.dispose]() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
