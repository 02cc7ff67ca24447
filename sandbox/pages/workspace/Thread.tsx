import { useEffect } from "react";
import { Composer } from "./Composer.tsx";
import { MessageList } from "./MessageList.tsx";
import type { Workspace } from "./useWorkspace.ts";

interface Props {
  ws: Workspace;
  place: string;
  root: string;
  onClose: () => void;
}

export function Thread({ ws, place, root, onClose }: Props) {
  const inside = ws.messages.filter((one) => one.ts === root || one.thread_ts === root);
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog"))
        onClose();
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [onClose]);
  return (
    <aside className="place thread" aria-label="Thread">
      <header>
        <h2>Thread</h2>
        <small>{place.startsWith("@") ? ws.world.app.name : `#${place}`}</small>
        <button type="button" className="icon" aria-label="Close the thread" onClick={onClose}>
          ✕
        </button>
      </header>
      <MessageList ws={ws} messages={inside} all={ws.messages} />
      <Composer key={root} {...{ ws, place }} thread={root} label="Reply in the thread" />
    </aside>
  );
}
