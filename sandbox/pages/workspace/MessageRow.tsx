import { Blocks } from "./Blocks.tsx";
import { Menu } from "./Menu.tsx";
import { hue, initials } from "./people.ts";
import type { Block, Message } from "./types.ts";
import type { Workspace } from "./useWorkspace.ts";

interface Props {
  ws: Workspace;
  message: Message;
  continued: boolean;
  onThread?: (ts: string) => void;
}

export function MessageRow({ ws, message, continued, onThread }: Props) {
  const { author, is_bot: isBot, is_ephemeral: isPrivate } = message;
  const name = author.real_name || author.name;
  const at = new Date(Number(message.ts) * 1000);
  return (
    <article
      className={`message${continued ? " continued" : ""}${isPrivate ? " private" : ""}`}
      aria-label={`${name}, ${clock(at)}`}
      data-ts={message.ts}
    >
      {isPrivate && <p className="only">Only visible to you</p>}
      {!continued && (
        <span
          className={isBot ? "avatar bot" : "avatar"}
          style={{ "--hue": hue(author.id) } as React.CSSProperties}
          aria-hidden="true"
        >
          {initials(name)}
        </span>
      )}
      {!continued && (
        <p className="head">
          <b>{name}</b>
          {isBot && <span className="badge">app</span>}
          {author.is_external && <span className="badge">{author.team_name}</span>}
          <time dateTime={at.toISOString()} title={at.toLocaleString()}>
            {clock(at)}
          </time>
        </p>
      )}
      <div className="body">
        <Blocks
          ws={ws}
          blocks={blocksOf(message)}
          on={{ ts: message.ts, channel: message.channel }}
        />
        {message.edited && <small className="edited">(edited)</small>}
        {onThread && !!message.reply_count && (
          <button type="button" className="replies" onClick={() => onThread(message.ts)}>
            {message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`}
            <small>last at {clock(new Date(Number(message.latest_reply) * 1000))}</small>
          </button>
        )}
      </div>
      {!isPrivate && <Tools {...{ ws, message, onThread }} />}
    </article>
  );
}

type ToolProps = Pick<Props, "ws" | "message" | "onThread">;

/** What can be done with a message: answer it, or one of the app's shortcuts. */
function Tools({ ws, message, onThread }: ToolProps) {
  const { app } = ws.world;
  const shortcuts = app.shortcuts.filter((one) => one.type === "message");
  return (
    <div className="tools">
      {onThread && (
        <button type="button" onClick={() => onThread(message.thread_ts ?? message.ts)}>
          Reply
        </button>
      )}
      {shortcuts.length > 0 && (
        <Menu
          label="More"
          items={shortcuts.map((one) => ({
            name: one.name,
            note: app.name,
            go: () =>
              void ws.act("shortcut", {
                callback_id: one.callback_id,
                ts: message.ts,
                channel: message.channel,
              }),
          }))}
        />
      )}
    </div>
  );
}

const clock = (at: Date): string =>
  at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

/** A message without blocks is one section of its text. What people typed arrives as rich text. */
function blocksOf(message: Message): Block[] {
  if (message.blocks.length) return message.blocks;
  const text = { type: "mrkdwn", text: message.text || " " };
  return [{ type: "section", block_id: `text-${message.ts}`, text }];
}
