import { useEffect, useRef } from "react";
import { MessageRow } from "./MessageRow.tsx";
import type { Message } from "./types.ts";
import type { Workspace } from "./useWorkspace.ts";

const NEAR = 160; // pixels from the end that still count as reading the newest
const TOGETHER = 300; // seconds within which one author's messages share a head

interface Props {
  ws: Workspace;
  messages: Message[];
  all: Message[];
  onThread?: (ts: string) => void;
}

export function MessageList({ ws, messages, all, onThread }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  useEffect(() => {
    if (near.current) list.current?.scrollTo(0, list.current.scrollHeight);
  }, [messages.at(-1)?.ts, messages.length]);
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
          replies={onThread ? all.filter((one) => isReply(one, message)) : []}
          continued={follows(messages[at - 1], message)}
        />
      ))}
    </div>
  );
}

const isReply = (one: Message, parent: Message): boolean =>
  one.thread_ts === parent.ts && one.ts !== parent.ts;

function follows(before: Message | undefined, message: Message): boolean {
  if (!before || before.user !== message.user || before.ephemeral_to !== message.ephemeral_to)
    return false;
  return Number(message.ts) - Number(before.ts) < TOGETHER && !before.blocks?.length;
}
