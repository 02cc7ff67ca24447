import type { ComponentProps } from "react";
import type { Message as Drawing } from "slack-blocks-to-jsx";
import { userOf } from "./people.ts";
import type { World } from "./types.ts";

type Drawn = ComponentProps<typeof Drawing>;

export const namesIn = (world: World): Drawn["data"] => ({
  users: world.users.map((one) => ({ id: one.id, name: one.real_name || one.name })),
  channels: world.channels.map((one) => ({ id: one.id, name: one.name })),
});

/** How people, channels and links inside a text are shown. */
export const hooksFor = (world: World): Drawn["hooks"] => ({
  user: ({ id, name }) => (
    <span className="mention">@{userOf(world, id)?.real_name || name || id}</span>
  ),
  channel: ({ name, id }) => <span className="mention">#{name || id}</span>,
  link: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener">
      {children}
    </a>
  ),
});
