import { useEffect } from "react";
import { Composer } from "./Composer.tsx";
import { titleOf } from "./Conversation.tsx";
import { MessageList } from "./MessageList.tsx";
import type { Channel } from "./types.ts";
import type { Workspace } from "./useWorkspace.ts";

interface Props {
  ws: Workspace;
  room: Channel;
  root: string;
  onClose: () => void;
}

export function Thread({ ws, room, root, onClose }: Props) {
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      const taken = event.defaultPrevented || document.querySelector("dialog");
      if (event.key === "Escape" && !taken) onClose();
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [onClose]);
  return (
    <aside className="place thread" aria-label="Thread">
      <header>
        <h2>Thread</h2>
        <small>{titleOf(room)}</small>
        <button type="button" className="icon" aria-label="Close the thread" onClick={onClose}>
          ✕
        </button>
      </header>
      <MessageList key={`said-${root}`} ws={ws} messages={ws.thread} />
      <Composer key={root} {...{ ws, room }} thread={root} label="Reply in the thread" />
    </aside>
  );
}
