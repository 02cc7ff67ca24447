import type { ComponentProps } from "react";
import type { Message as Drawing } from "slack-blocks-to-jsx";
import type { Block } from "./types.ts";

type Drawn = ComponentProps<typeof Drawing>["blocks"];

const APART = "\u2060"; // no width: keeps an escaped "<" from being read as Slack's own

/**
 * Blocks as the library reads them right. It takes `verbatim` for "no formatting at all" (Slack:
 * only no automatic links), and turns `&lt;!channel&gt;` into a mention before it parses.
 */
export const drawable = (blocks: Block[]): Drawn => read(blocks) as Drawn;

function read(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(read);
  if (typeof node !== "object" || node === null) return node;
  const { verbatim, ...rest } = node as Record<string, unknown>;
  const out = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, read(value)]));
  if (rest.type === "mrkdwn" && typeof rest.text === "string") out.text = plain(rest.text);
  return out;
}

const plain = (text: string): string =>
  text.replaceAll("&lt;", `<${APART}`).replaceAll(/(?<!^)&gt;/gm, ">").replaceAll("&amp;", "&");
