import { Composer } from "./Composer.tsx";
import { MenuButton } from "./MenuButton.tsx";
import { MessageList } from "./MessageList.tsx";
import { Story } from "./Story.tsx";
import type { Channel } from "./types.ts";
import type { Workspace } from "./useWorkspace.ts";

interface Props {
  ws: Workspace;
  room: Channel;
  onMenu: () => void;
  onThread: (ts: string) => void;
}

export const titleOf = (room: Channel): string =>
  room.kind === "channel" ? `#${room.name}` : room.name;

export function Conversation({ ws, room, onMenu, onThread }: Props) {
  const title = titleOf(room);
  return (
    <main className="place" aria-label={title}>
      <header>
        <MenuButton onClick={onMenu} />
        <h2>{title}</h2>
        <small>{about(room, ws.world.app.name)}</small>
      </header>
      <Story ws={ws} room={room} />
      <MessageList key={`said-${room.id}`} {...{ ws, onThread }} messages={ws.messages} />
      <Composer key={room.id} {...{ ws, room }} label={`Message ${title}`} />
    </main>
  );
}

function about(room: Channel, app: string): string {
  if (room.kind !== "channel") return "Direct message with the app";
  const bot = room.has_bot ? "" : `, without ${app}`;
  const shared = room.is_ext_shared ? ", shared with another company" : "";
  return `${room.members.length} members${bot}${shared}`;
}
