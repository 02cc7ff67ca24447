import type { World } from "./types.ts";

export interface Suggestion {
  words: string;
  means: string;
  /** It is what stands in the box already: Enter sends it. */
  whole: boolean;
}

/** What the app of the demo understands; another app's commands stand alone. */
const KNOWN: Record<string, [string, string][]> = {
  "/6sense": [
    ["check acme-prod", "look into the practice org and say what is wrong"],
    ["triage OAUTH_APP_ACCESS_DENIED on acme-prod", "what an error means, and whether the org bears it out"],
    ["guide eca-setup for @sam in acme-prod", "be walked through it, step by step"],
    ["orgs", "the orgs connected here"],
    ["connect acme-prod again", "sign in to the practice org; as an admin"],
    ["people acme-prod", "who set 6sense up there; as an admin"],
    ["access", "who may do what"],
    ["doctor", "whether the bot itself is well"],
    ["help", "what can be asked"],
  ],
};

const TAIL = /(?:^|\s)@([\w.-]*)$/;

export function suggestions(text: string, world: World): Suggestion[] {
  const words = text.startsWith("/") ? commands(world).filter(([w]) => w.startsWith(text)) : [];
  if (words.length) return words.map(([w, means]) => ({ words: w, means, whole: w === text }));
  const begun = TAIL.exec(text)?.[1];
  if (begun === undefined) return [];
  return world.users
    .filter((one) => !one.deleted && `${one.name} ${one.real_name}`.toLowerCase().includes(begun))
    .map((one) => ({ words: `@${one.name}`, means: one.real_name, whole: one.name === begun }))
    .slice(0, 6);
}

const commands = (world: World): [string, string][] =>
  world.app.commands.flatMap((command): [string, string][] => [
    ...(KNOWN[command] ?? [["", world.app.name] as [string, string]]).map(
      ([words, means]): [string, string] => [`${command} ${words}`.trim(), means],
    ),
  ]);

export const completed = (text: string, { words }: Suggestion): string =>
  text.startsWith("/") ? words : `${text.replace(/@[\w.-]*$/, "")}${words} `;
