import { useEffect, useState } from "react";
import { get, post } from "../shared/api.ts";
import { useLive, useSingle } from "../shared/live.ts";
import { directOf, userOf } from "./people.ts";
import type { Delivery, Message, User, View, World } from "./types.ts";
import type { Where } from "./useUrl.ts";

export const HOME = "home";
export const DIRECT = "@bot";

export interface Workspace {
  world: World;
  me: User;
  messages: Message[];
  views: View[];
  live: boolean;
  told: string;
  /** Does something as the visitor; what goes wrong is told, never thrown. */
  act: (verb: string, body: object) => Promise<boolean>;
  tell: (words: string) => void;
}

/** The workspace as one person sees it in one place, kept up to date. */
export function useWorkspace(where: Where): Workspace | undefined {
  const [world, setWorld] = useState<World>();
  const [messages, setMessages] = useState<Message[]>([]);
  const [views, setViews] = useState<View[]>([]);
  const [told, tell] = useState("");
  const me = world && (userOf(world, where.as) ?? userOf(world, "sam"));

  const refresh = useSingle(async () => {
    const now = await get<World>("/sandbox/world");
    const who = userOf(now, where.as)?.id ?? "";
    const channel = where.at === DIRECT ? channelOfBot(now, who) : where.at;
    const [shown, open] = await Promise.all([
      channel && channel !== HOME
        ? get<{ messages: Message[] }>("/sandbox/messages", { channel, as: who })
        : { messages: [] },
      get<{ views: View[] }>("/sandbox/views", { user: who }),
    ]);
    setWorld((old) => (JSON.stringify(old) === JSON.stringify(now) ? old : now));
    setMessages(shown.messages);
    setViews(open.views);
  });
  const live = useLive("/sandbox/events", refresh);
  useEffect(refresh, [where.as, where.at, refresh]);

  async function act(verb: string, body: object): Promise<boolean> {
    tell("");
    try {
      const said = await post<Delivery>(`/sandbox/${verb}`, { ...body, as: me?.id });
      if (said.error && said.error !== "view_errors") tell(`Slack says: ${said.error}`);
      refresh();
      return !said.error;
    } catch (wrong) {
      tell(wrong instanceof Error ? wrong.message : String(wrong));
      return false;
    }
  }
  return world && me && { world, me, messages, views, live, told, act, tell };
}

function channelOfBot(world: World, who: string): string {
  const me = userOf(world, who);
  return (me && directOf(world, me)?.id) ?? "";
}
