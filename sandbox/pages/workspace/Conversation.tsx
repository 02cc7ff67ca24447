import type { Links } from "./App.tsx";
import { Composer } from "./Composer.tsx";
import { MenuButton } from "./MenuButton.tsx";
import { MessageList } from "./MessageList.tsx";
import { Story } from "./Story.tsx";
import type { Channel } from "./types.ts";
import { DIRECT, type Workspace } from "./useWorkspace.ts";

interface Props {
  ws: Workspace;
  place: string;
  room?: Channel;
  links: Links;
  onMenu: () => void;
  onThread: (ts: string) => void;
}

export function Conversation({ ws, place, room, links, onMenu, onThread }: Props) {
  const direct = place === DIRECT;
  const name = direct ? ws.world.app.name : `#${place}`;
  const top = ws.messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts);
  return (
    <main className="place" aria-label={name}>
      <header>
        <MenuButton onClick={onMenu} />
        <h2>{name}</h2>
        <small>{direct ? "Direct message with the app" : about(ws, room)}</small>
      </header>
      <Story ws={ws} place={place} links={links} />
      <MessageList {...{ ws, onThread }} messages={top} all={ws.messages} />
      <Composer key={place} {...{ ws, place }} label={`Message ${name}`} />
    </main>
  );
}

function about(ws: Workspace, room?: Channel): string {
  if (!room) return "";
  const bot = room.members.includes(ws.world.app.bot_user) ? "" : `, without ${ws.world.app.name}`;
  const shared = room.shared_with.length ? ", shared with another company" : "";
  return `${room.members.length} members${bot}${shared}`;
}
