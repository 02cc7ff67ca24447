import { useEffect, useState } from "react";
import { get, post } from "../shared/api.ts";
import { useLive, useSingle } from "../shared/live.ts";
import { roomsOf } from "./people.ts";
import type { Channel, Delivery, Message, View, World } from "./types.ts";
import { DIRECT, HOME, type Where } from "./useUrl.ts";

const EVENTS = [
  "message_posted",
  "message_changed",
  "message_deleted",
  "ephemeral_posted",
  "view_opened",
  "view_changed",
  "view_closed",
  "home_published",
  "world_changed",
  "reset",
] as const;

/** Where else there is something to see, by name; the demo says. */
export interface Links {
  org?: string;
}

interface Screen {
  world: World;
  /** The conversation shown; none on the Home tab. */
  room?: Channel;
  messages: Message[];
  thread: Message[];
  views: View[];
}

export interface Workspace extends Screen {
  links: Links;
  live: boolean;
  told: string;
  /** Conversations in which something was said since the visitor looked, by id. */
  unread: Set<string>;
  /** How often the visitor did something: what is answered next is for them to see. */
  acts: number;
  /** Does something as the visitor; what goes wrong is told, never thrown. */
  act: (verb: string, body: object) => Promise<boolean>;
  tell: (words: string) => void;
}

/** The workspace as one person sees it in one place, kept up to date. */
export function useWorkspace(where: Where): Workspace | undefined {
  const [screen, setScreen] = useState<Screen>();
  const [links, setLinks] = useState<Links>({});
  const [told, tell] = useState("");
  const [acts, setActs] = useState(0);

  const refresh = useSingle(async () => setScreen(await seen(where)));
  const [unread, setUnread] = useState(new Set<string>());
  const live = useLive<Told>(`/sandbox/events?as=${where.as}`, EVENTS, (event) => {
    refresh();
    if (event?.type !== "message_posted" || event.message.author.id === screen?.world.you.id) return;
    setUnread((before) => new Set(before).add(event.channel));
  });
  const here = screen?.room?.id;
  if (here && unread.has(here)) setUnread(without(unread, here));
  useEffect(() => setUnread(new Set()), [where.as]);
  useEffect(refresh, [where.as, where.at, where.thread, refresh]);
  useEffect(() => {
    void get<{ links: Links }>("/sandbox/about").then((about) => setLinks(about.links));
  }, []);

  async function act(verb: string, body: object): Promise<boolean> {
    tell("");
    setActs((before) => before + 1);
    try {
      const said = await post<Delivery>(`/sandbox/${verb}`, { ...body, as: where.as });
      if (said.sentence) tell(said.sentence);
      return !said.sentence; // the app need not have heard of it: most messages are not for it
    } catch (wrong) {
      tell(wrong instanceof Error ? wrong.message : String(wrong));
      return false;
    }
  }
  return screen && { ...screen, links, live, told, unread, acts, act, tell };
}

/** What the page reads of an event. */
type Told =
  | { type: "message_posted"; channel: string; message: Message }
  | { type: Exclude<(typeof EVENTS)[number], "message_posted"> };

const without = (some: Set<string>, one: string): Set<string> =>
  new Set([...some].filter((each) => each !== one));

async function seen({ as, at, thread }: Where): Promise<Screen> {
  const [world, open] = await Promise.all([
    get<World>("/sandbox/world", { as }),
    get<{ views: View[] }>("/sandbox/views", { as }),
  ]);
  const room = placeOf(world, at);
  const said = async (thread_ts?: string) =>
    room
      ? (await get<Said>("/sandbox/messages", { as, channel: room.id, thread_ts })).messages
      : [];
  const [messages, inside] = await Promise.all([said(), thread ? said(thread) : []]);
  return { world, room, messages, thread: inside, views: open.views };
}

interface Said {
  messages: Message[];
}

function placeOf(world: World, at: string): Channel | undefined {
  if (at === HOME) return undefined;
  if (at === DIRECT) return world.channels.find((one) => one.is_app_dm);
  const rooms = roomsOf(world);
  return rooms.find((one) => one.name === at) ?? rooms[0];
}
