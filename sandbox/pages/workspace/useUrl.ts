import { useCallback, useState } from "react";

/** Where the visitor is, kept in the address so that it can be shared, reloaded, opened twice. */
export interface Where {
  as: string;
  at: string;
  thread: string;
}

const BEGIN: Where = { as: "sam", at: "support", thread: "" };

function read(): Where {
  const given = new URLSearchParams(location.search);
  return {
    as: given.get("as") ?? BEGIN.as,
    at: given.get("at") ?? BEGIN.at,
    thread: given.get("thread") ?? BEGIN.thread,
  };
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
