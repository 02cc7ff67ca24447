import { useEffect, useRef } from "react";
import { MessageRow } from "./MessageRow.tsx";
import type { Message } from "./types.ts";
import type { Workspace } from "./useWorkspace.ts";

const NEAR = 160; // pixels from the end that still count as reading the newest
const TOGETHER = 300; // seconds within which one author's messages share a head

interface Props {
  ws: Workspace;
  messages: Message[];
  /** Where there is none, this is a thread: it opens at its first reply. */
  onThread?: (ts: string) => void;
}

export function MessageList({ ws, messages, onThread }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  const begun = useRef(false);
  const answered = useRef(ws.acts);
  const last = messages.at(-1);
  useEffect(() => {
    const box = list.current;
    const newest = box?.lastElementChild;
    const asked = ws.acts !== answered.current;
    answered.current = ws.acts;
    if (!box || !newest || !(near.current || asked)) return;
    if (!onThread && !begun.current) {
      begun.current = true;
      box.children[1]?.scrollIntoView({ block: "start" });
      return;
    }
    const tall = newest.clientHeight > box.clientHeight; // begin at its headline, then
    newest.scrollIntoView({ block: tall ? "start" : "end" });
  }, [last?.ts, last?.blocks.length]);
  return (
    <div
      className="messages"
      role="log"
      aria-label="Messages"
      ref={list}
      tabIndex={0}
      onScroll={({ currentTarget: at }) => {
        near.current = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR;
      }}
    >
      {messages.length === 0 && <p className="empty">Nothing was said here yet.</p>}
      {messages.map((message, at) => (
        <MessageRow
          key={message.ts}
          {...{ ws, message, onThread }}
          continued={follows(messages[at - 1], message)}
        />
      ))}
    </div>
  );
}

function follows(before: Message | undefined, message: Message): boolean {
  if (!before || before.author.id !== message.author.id) return false;
  if (before.is_ephemeral !== message.is_ephemeral) return false;
  return Number(message.ts) - Number(before.ts) < TOGETHER;
}
