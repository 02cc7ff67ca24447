import { useCallback, useState } from "react";

/** Where the visitor is, kept in the address so that it can be shared, reloaded, opened twice. */
export interface Where {
  /** Whose screen this is. */
  as: string;
  /** A channel's name, HOME or DIRECT. */
  at: string;
  /** The open thread, by its first message; "" is none. */
  thread: string;
}

export const HOME = "home";
export const DIRECT = "@app";

const BEGIN: Where = { as: "sam", at: "support", thread: "" };

function read(): Where {
  const given = Object.fromEntries(new URLSearchParams(location.search));
  return { ...BEGIN, ...given };
}

export function useUrl(): [Where, (change: Partial<Where>) => void] {
  const [where, setWhere] = useState(read);
  const go = useCallback((change: Partial<Where>) => {
    setWhere((old) => {
      const next = { ...old, ...change };
      const shown = Object.entries(next).filter(([, value]) => value);
      history.replaceState(null, "", `?${new URLSearchParams(shown)}`);
      return next;
    });
  }, []);
  return [where, go];
}
