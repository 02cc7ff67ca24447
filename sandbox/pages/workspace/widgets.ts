import type { Block, Choice, Surface, Widget } from "./types.ts";
import type { Workspace } from "./useWorkspace.ts";

/** What a widget that is chosen or filled in is given. */
export interface FieldProps {
  ws: Workspace;
  widget: Widget;
  on: Surface;
  label: string;
  onChoose: (value: string[]) => void;
  /** Of a line of text that tells the app by itself. */
  onEnter?: (value: string[]) => void;
}

/** Every widget of these blocks that can be used, each with its block's id, nested ones too. */
export function widgets(blocks: Block[]): Widget[] {
  return blocks.flatMap((block) => {
    const own = [block.accessory, block.element, ...(block.elements ?? []), ...(block.actions ?? [])];
    const usable = block.type === "rich_text" ? [] : own;
    const cards = block.type === "carousel" ? (block.elements as unknown as Block[]) : [];
    return [
      ...usable
        .filter((one): one is Widget => !!one?.action_id)
        .map((one) => ({ ...one, block_id: block.block_id })),
      ...widgets([...(block.child_blocks ?? []), ...cards]),
    ];
  });
}

export const choices = (widget: Widget): Choice[] => [
  ...(widget.options ?? []),
  ...(widget.option_groups ?? []).flatMap((group) => group.options),
];

/** What the app filled in beforehand: one value, or several, as texts. */
export function initial(widget: Widget): string[] {
  const key = Object.keys(widget).find((name) => name.startsWith("initial_"));
  const given = key ? widget[key as `initial_${string}`] : undefined;
  if (given === undefined || given === null) return [];
  return (Array.isArray(given) ? given : [given]).map((one) =>
    typeof one === "object" ? (one as Choice).value : String(one),
  );
}

/** Widgets that send what was chosen at once, and are ours to draw: see Field.tsx. */
export const isField = (widget: Widget | undefined): boolean =>
  !!widget && /select|overflow|picker|radio|checkbox|input/.test(widget.type);

/** As the control API takes what was chosen: a text, or texts where several can be. */
export const one = (chosen: string[]): string | string[] =>
  chosen.length > 1 ? chosen : (chosen[0] ?? "");
