import { type MouseEvent, type ReactNode, useState } from "react";
import { Message as Drawing } from "slack-blocks-to-jsx";
import { useDark } from "../shared/dark.ts";
import { Confirming } from "./Confirming.tsx";
import { drawable } from "./drawable.ts";
import { Field } from "./Field.tsx";
import { hooksFor, namesIn, reachable } from "./names.tsx";
import type { Block, Surface, Widget } from "./types.ts";
import type { Workspace } from "./useWorkspace.ts";
import { isField, one, widgets } from "./widgets.ts";

/** A widget was used; `chosen` is what was picked in it, if it is one to pick in. */
type Use = (widget: Widget, chosen?: string[]) => void;

interface Props {
  ws: Workspace;
  blocks: Block[];
  on: Surface;
  /** Values of `input` blocks go here as they change: they are sent by a modal's submit. */
  fill?: (widget: Widget, value: string[]) => void;
  errors?: Record<string, string>;
}

/** Block Kit: drawn by slack-blocks-to-jsx, pressed and filled in here. */
export function Blocks({ ws, blocks, on, fill, errors }: Props) {
  const [asking, setAsking] = useState<{ widget: Widget; chosen?: string[] }>();
  const dark = useDark();

  const use: Use = (widget, chosen) => {
    const pressed = { ...on, action: widget.action_id, block_id: widget.block_id };
    void ws.act("click", chosen ? { ...pressed, choice: one(chosen) } : pressed);
  };
  const meant: Use = (widget, chosen) =>
    widget.confirm ? setAsking({ widget, chosen }) : use(widget, chosen);

  function pressed(event: MouseEvent) {
    const button = (event.target as Element).closest(".slack_blocks_to_jsx__button_element");
    const widget = widgets(blocks).find(
      (each) => each.action_id === button?.id && button?.closest(`[id="${each.block_id}"]`),
    );
    if (!widget) return;
    event.stopPropagation(); // the library's own answer is a picture of a dialog
    if (widget.url) window.open(reachable(widget.url, ws.links), "_blank", "noopener");
    meant(widget);
  }

  const draw = (some: Block[], key: string) => (
    <Drawing
      key={key}
      blocks={drawable(some)}
      withoutWrapper
      name=""
      logo=""
      theme={dark ? "dark" : "light"}
      data={namesIn(ws)}
      hooks={hooksFor(ws)}
    />
  );

  return (
    <div className="blocks" onClickCapture={pressed}>
      {runs(blocks).map((run) => {
        const [first] = run;
        const key = first?.block_id ?? "";
        if (!first || !isOurs(first)) return draw(run, key);
        return (
          <Mixed
            key={key}
            block={first}
            {...{ ws, on, fill, draw }}
            use={meant}
            error={errors?.[key]}
          />
        );
      })}
      {asking?.widget.confirm && (
        <Confirming
          asks={asking.widget.confirm}
          onYes={() => use(asking.widget, asking.chosen)}
          onDone={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}

const isOurs = (block: Block): boolean =>
  block.type === "input" ||
  isField(block.accessory) ||
  (block.type === "actions" && !!block.elements?.some(isField));

/** Neighbours the library draws go to it together; each of ours stands alone. */
function runs(blocks: Block[]): Block[][] {
  const out: Block[][] = [];
  for (const block of blocks) {
    const last = out.at(-1);
    if (last?.[0] && !isOurs(last[0]) && !isOurs(block)) last.push(block);
    else out.push([block]);
  }
  return out;
}

interface MixedProps {
  ws: Workspace;
  block: Block;
  on: Surface;
  use: Use;
  fill?: Props["fill"];
  error?: string;
  draw: (some: Block[], key: string) => ReactNode;
}

function Mixed({ ws, block, on, use, fill, error, draw }: MixedProps) {
  const field = (given: Widget, label: string, then: (widget: Widget, value: string[]) => void) => {
    const widget = { ...given, block_id: block.block_id };
    return (
      <Field
        key={widget.action_id}
        {...{ ws, widget, on, label }}
        onChoose={(value) => then(widget, value)}
        onEnter={block.dispatch_action ? (value) => use(widget, value) : undefined}
      />
    );
  };
  if (block.type === "input" && block.element) {
    const { element, label, optional, hint } = block;
    return (
      <div className="input">
        <span className="label">
          {label?.text} {optional && <em>(optional)</em>}
        </span>
        {field(element, label?.text ?? "", (widget, value) => fill?.(widget, value))}
        {hint && <small>{hint.text}</small>}
        {error && <p role="alert">{error}</p>}
      </div>
    );
  }
  const sends = (widget: Widget) => field(widget, block.text?.text ?? "", use);
  if (block.accessory) {
    return (
      <div className="beside">
        {draw([{ ...block, accessory: undefined }], `${block.block_id}-text`)}
        {sends(block.accessory)}
      </div>
    );
  }
  return (
    <div className="row">
      {block.elements?.map((each, at) =>
        isField(each) ? sends(each) : draw([{ ...block, elements: [each] }], `${block.block_id}-${at}`),
      )}
    </div>
  );
}
