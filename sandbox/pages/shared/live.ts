import { useEffect, useRef, useState } from "react";

const AGAIN_AFTER = 1000;

/**
 * Calls `changed` at each of these events with what it tells, and at every (re)connect with nothing,
 * because what was said in between was missed. Returns whether the line is open.
 */
export function useLive<Told>(
  url: string,
  names: readonly string[],
  changed: (told?: Told) => void,
): boolean {
  const [open, setOpen] = useState(true);
  const latest = useRef(changed);
  latest.current = changed;

  useEffect(() => {
    let source: EventSource;
    let timer = 0;
    const tell = (event: MessageEvent<string>) => latest.current(JSON.parse(event.data) as Told);
    const connect = () => {
      source = new EventSource(url);
      for (const name of names) source.addEventListener(name, tell);
      source.onopen = () => {
        setOpen(true);
        latest.current();
      };
      source.onerror = () => {
        setOpen(false);
        if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, AGAIN_AFTER);
      };
    };
    connect();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [url, names]);
  return open;
}

/** Runs one refresh at a time; what asks meanwhile gets one more, after it. */
export function useSingle(work: () => Promise<void>): () => void {
  const state = useRef({ busy: false, again: false });
  const latest = useRef(work);
  latest.current = work;
  const run = useRef(() => {
    const now = state.current;
    if (now.busy) {
      now.again = true;
      return;
    }
    now.busy = true;
    void latest
      .current()
      .catch(() => undefined) // the line is down; the next connect asks again
      .finally(() => {
        now.busy = false;
        if (now.again) {
          now.again = false;
          run.current();
        }
      });
  });
  return run.current;
}
