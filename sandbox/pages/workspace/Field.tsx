import { useId, useState } from "react";
import { roomsOf } from "./people.ts";
import { Search } from "./Search.tsx";
import { choices, type FieldProps, initial } from "./widgets.ts";
import type { Choice, Widget, World } from "./types.ts";

/**
 * What is chosen or filled in. The library draws pictures of these (their choice stays inside,
 * they cannot be reached by keyboard, and an external select is empty), so they are the browser's.
 */
export function Field(props: FieldProps) {
  const { type } = props.widget;
  if (type === "radio_buttons" || type === "checkboxes") return <Ticks {...props} />;
  if (type.endsWith("external_select")) return <Search {...props} />;
  if (type.includes("select") || type === "overflow") return <Select {...props} />;
  return <Text {...props} />;
}

function Select({ ws, widget, label, onChoose }: FieldProps) {
  const many = widget.type.startsWith("multi_");
  const given = initial(widget);
  const hint = widget.placeholder?.text ?? (widget.type === "overflow" ? "More…" : "Choose…");
  return (
    <select
      className="field"
      aria-label={label || hint}
      multiple={many}
      defaultValue={many ? given : (given[0] ?? "")}
      onChange={(event) => onChoose([...event.target.selectedOptions].map((one) => one.value))}
    >
      {!many && (
        <option value="" disabled>
          {hint}
        </option>
      )}
      {optionsOf(widget, ws.world).map((option) => (
        <option key={option.value} value={option.value}>
          {option.text.text}
        </option>
      ))}
    </select>
  );
}

function optionsOf(widget: Widget, world: World): Choice[] {
  const named = (value: string, text: string): Choice => ({
    value,
    text: { type: "plain_text", text },
  });
  const people = world.users.filter((one) => !one.deleted);
  if (widget.type.includes("users"))
    return people.map((one) => named(one.id, one.real_name || one.name));
  if (/channels|conversations/.test(widget.type))
    return roomsOf(world).map((one) => named(one.id, `#${one.name}`));
  return choices(widget);
}

function Ticks({ widget, label, onChoose }: FieldProps) {
  const [chosen, setChosen] = useState(() => initial(widget));
  const name = useId();
  const one = widget.type === "radio_buttons";
  const tick = (value: string, on: boolean) => {
    const rest = one ? [] : chosen.filter((each) => each !== value);
    const next = on ? [...rest, value] : rest;
    setChosen(next);
    onChoose(next);
  };
  return (
    <fieldset className="ticks" aria-label={label}>
      {choices(widget).map((option) => (
        <label key={option.value}>
          <input
            type={one ? "radio" : "checkbox"}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={(event) => tick(option.value, event.target.checked)}
          />
          <span>
            {option.text.text}
            {option.description && <small>{option.description.text}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const KINDS: Record<string, string> = {
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
};

function Text({ widget, label, onChoose, onEnter }: FieldProps) {
  const shared = {
    className: "field",
    "aria-label": label,
    placeholder: widget.placeholder?.text,
    defaultValue: initial(widget)[0] ?? "",
    maxLength: widget.max_length,
  };
  const kind = KINDS[widget.type] ?? "text";
  const entered = (value: string) =>
    onChoose([kind === "datetime-local" ? String(Date.parse(value) / 1000) : value]);
  if (widget.multiline)
    return <textarea {...shared} rows={4} onChange={(event) => entered(event.target.value)} />;
  return (
    <input
      {...shared}
      type={kind}
      onChange={(event) => entered(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && onEnter?.([event.currentTarget.value])}
    />
  );
}
