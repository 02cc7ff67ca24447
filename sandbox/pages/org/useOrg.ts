import { useEffect, useState } from "react";
import { get, post } from "../shared/api.ts";
import { useLive, useSingle } from "../shared/live.ts";
import type { Entry, OrgState } from "./types.ts";

const EVENTS = ["state", "request"] as const;
const NEWEST = 60;

export interface Org extends OrgState {
  log: Entry[];
  live: boolean;
  told: string;
  tell: (words: string) => void;
  /** Lays a patch over the org; what is refused is told. */
  change: (patch: object) => Promise<boolean>;
  /** Any other verb of the control API. */
  act: (verb: string, body: object) => Promise<boolean>;
}

export function useOrg(): Org | undefined {
  const [state, setState] = useState<OrgState>();
  const [log, setLog] = useState<Entry[]>([]);
  const [told, tell] = useState("");

  const refresh = useSingle(async () => {
    const [now, asked] = await Promise.all([
      get<OrgState>("/sandbox/state"),
      get<Entry[]>("/sandbox/log"),
    ]);
    setState(now);
    setLog(asked.slice(-NEWEST).reverse());
  });
  const live = useLive("/sandbox/events", EVENTS, refresh);
  useEffect(refresh, [refresh]);

  async function act(verb: string, body: object): Promise<boolean> {
    tell("");
    try {
      await post(`/sandbox/${verb}`, body);
      refresh();
      return true;
    } catch (wrong) {
      tell(wrong instanceof Error ? wrong.message : String(wrong));
      return false;
    }
  }
  const change = (patch: object) => act("change", patch);
  return state && { ...state, log, live, told, tell, change, act };
}
