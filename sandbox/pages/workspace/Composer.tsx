import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { completed, type Suggestion, suggestions } from "./completion.ts";
import { Menu } from "./Menu.tsx";
import type { Channel } from "./types.ts";
import type { Workspace } from "./useWorkspace.ts";

interface Props {
  ws: Workspace;
  room: Channel;
  label: string;
  thread?: string;
}

/** Puts words into the message box of the channel, for the visitor to send. */
export const suggest = (words: string) =>
  window.dispatchEvent(new CustomEvent("suggest", { detail: words }));

/** The message box: Enter sends, Shift+Enter makes a line, / and @ complete. */
export function Composer({ ws, room, label, thread }: Props) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [hidden, setHidden] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const shortcuts = ws.world.app.shortcuts.filter((one) => one.type === "global");
  const found = hidden ? [] : suggestions(text, ws.world);

  useEffect(() => {
    const take = (event: Event) => {
      if (thread) return;
      write((event as CustomEvent<string>).detail);
      setHidden(true);
      box.current?.focus();
    };
    window.addEventListener("suggest", take);
    return () => window.removeEventListener("suggest", take);
  }, [thread]);

  function write(words: string) {
    setText(words);
    setChosen(0);
    setHidden(false);
  }

  async function send() {
    const words = text.trim();
    if (!words) return;
    const said = { text: words, channel: room.id, ...(thread && { thread_ts: thread }) };
    write("");
    if (!(await ws.act(words.startsWith("/") ? "command" : "message", said))) write(words);
  }

  function take(suggestion: Suggestion) {
    write(completed(text, suggestion));
    box.current?.focus();
  }

  function keys(event: KeyboardEvent) {
    const picked = found[chosen];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      setChosen((chosen + step + found.length) % found.length);
    } else if (event.key === "Escape" && found.length) {
      event.preventDefault();
      setHidden(true);
    } else if (picked && (event.key === "Tab" || (event.key === "Enter" && !picked.whole))) {
      event.preventDefault();
      take(picked);
    } else if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  }

  if (!room.can_post) return <p className="closed">Here, {room.why_not}.</p>;
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {found.length > 0 && (
        <ul id={id} role="listbox" aria-label="Suggestions">
          {found.map((one, at) => (
            <li
              key={one.words}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                take(one);
              }}
            >
              <b>{one.words}</b>
              <small>{one.means}</small>
            </li>
          ))}
        </ul>
      )}
      {shortcuts.length > 0 && !thread && (
        <Menu
          label="Shortcuts"
          up
          items={shortcuts.map(({ name, callback_id }) => ({
            name,
            go: () => void ws.act("shortcut", { callback_id }),
          }))}
        />
      )}
      <textarea
        id={thread ? undefined : "say"}
        ref={box}
        rows={Math.min(6, text.split("\n").length)}
        value={text}
        placeholder={label}
        aria-label={label}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-activedescendant={found.length ? `${id}-${chosen}` : undefined}
        aria-autocomplete="list"
        autoFocus
        onChange={(event) => write(event.target.value)}
        onKeyDown={keys}
        onBlur={() => setHidden(true)}
      />
      <button type="submit" className="primary" disabled={!text.trim()}>
        Send
      </button>
    </form>
  );
}
