import { type KeyboardEvent, useId, useRef, useState } from "react";
import { post } from "../shared/api.ts";
import type { Choice } from "./types.ts";
import type { FieldProps } from "./widgets.ts";

interface Answer {
  options?: Choice[];
  option_groups?: { options: Choice[] }[];
}

/** An external select: its options come from the app, as the visitor types. */
export function Search({ ws, widget, on, label, onChoose }: FieldProps) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Choice[]>();
  const [at, setAt] = useState(0);
  const asked = useRef(0);
  const id = useId();

  async function look(typed: string) {
    setText(typed);
    const mine = ++asked.current;
    if (typed.length < (widget.min_query_length ?? 3)) return setFound(undefined);
    const ask = { ...on, action: widget.action_id, query: typed, as: ws.world.you.id };
    const said = await post<Answer>("/sandbox/options", ask).catch((): Answer => ({}));
    if (mine !== asked.current) return; // more was typed since, or it was left
    const grouped = (said.option_groups ?? []).flatMap((group) => group.options);
    setAt(0);
    setFound([...(said.options ?? []), ...grouped]);
  }

  function close() {
    asked.current++;
    setFound(undefined);
  }

  function take(option: Choice) {
    setText(option.text.text);
    close();
    onChoose([option.value]);
  }

  function keys(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const picked = found?.[at];
    if (event.key === "Enter") {
      event.preventDefault(); // in a modal it would submit
      if (picked) take(picked);
    } else if (event.key === "Escape" && found) {
      event.preventDefault();
      close();
    } else if (step && found?.length) {
      event.preventDefault();
      setAt((at + step + found.length) % found.length);
    }
  }
  return (
    <span className="search">
      <input
        className="field"
        role="combobox"
        aria-label={widget.placeholder?.text ?? label}
        aria-expanded={!!found}
        aria-controls={id}
        aria-activedescendant={found?.length ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={widget.placeholder?.text ?? "Type to search…"}
        value={text}
        onFocus={() => void look(text)}
        onChange={(event) => void look(event.target.value)}
        onKeyDown={keys}
        onBlur={close}
      />
      {found && (
        <ul id={id} role="listbox" aria-label="Found">
          {found.map((option, each) => (
            <li
              key={option.value}
              id={`${id}-${each}`}
              role="option"
              aria-selected={each === at}
              onMouseDown={(event) => {
                event.preventDefault();
                take(option);
              }}
            >
              {option.text.text}
            </li>
          ))}
          {found.length === 0 && <li className="none">Nothing found</li>}
        </ul>
      )}
    </span>
  );
}
