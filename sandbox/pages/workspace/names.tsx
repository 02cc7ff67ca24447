import type { ComponentProps } from "react";
import type { Message as Drawing } from "slack-blocks-to-jsx";
import { userOf } from "./people.ts";
import type { Links, Workspace } from "./useWorkspace.ts";

type Drawn = ComponentProps<typeof Drawing>;

export const namesIn = ({ world }: Workspace): Drawn["data"] => ({
  users: world.users.map((one) => ({ id: one.id, name: one.real_name || one.name })),
  channels: world.channels.map((one) => ({ id: one.id, name: one.name })),
});

/** How people, channels and links inside a text are shown. */
export const hooksFor = ({ world, links }: Workspace): Drawn["hooks"] => ({
  user: ({ id, name }) => (
    <span className="mention">@{userOf(world, id)?.real_name || name || id}</span>
  ),
  channel: ({ name, id }) => <span className="mention">#{name || id}</span>,
  link: ({ href, children }) =>
    href.startsWith("mailto:") ? ( // found by the library; Slack leaves the words of an app alone
      children
    ) : (
      <a href={reachable(href, links)} target="_blank" rel="noopener">
        {children}
      </a>
    ),
});

/** Where everybody signs in to Salesforce; here that is the practice org. */
const FRONT_DOOR = /^https:\/\/(login|test)\.salesforce\.com\//;

/**
 * The practice org speaks http and https on one port. The bot, as in life, links to https; there its
 * certificate is its own, and a browser would warn.
 */
export function reachable(href: string, { org }: Links): string {
  if (!org) return href;
  const ours = org.replace("http:", "https:");
  return href.replace(FRONT_DOOR, org).replace(ours, org);
}
