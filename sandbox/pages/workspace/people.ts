import type { Channel, User, World } from "./types.ts";

/** People a visitor may be: whoever can sign in and is known here. */
export const actors = (world: World): User[] =>
  world.users.filter((one) => !one.is_bot && !one.deleted && !one.is_stranger);

export const userOf = (world: World, idOrName: string): User | undefined =>
  world.users.find((one) => one.id === idOrName || one.name === idOrName);

export const teamOf = (world: World, user: User): string =>
  world.teams.find((team) => team.id === user.team)?.name ?? "";

export const isGuest = (world: World, user: User): boolean => user.team !== world.app.team;

/** The channels this person sees: their own, and what is open to everyone at home. */
export const channelsOf = (world: World, me: User): Channel[] =>
  world.channels.filter(
    (one) =>
      one.kind === "channel" &&
      !one.is_archived &&
      (one.members.includes(me.id) || (!one.is_private && !isGuest(world, me))),
  );

export const directOf = (world: World, me: User): Channel | undefined =>
  world.channels.find(
    (one) =>
      one.kind === "im" && one.members.includes(me.id) && one.members.includes(world.app.bot_user),
  );

const HUES = [214, 160, 28, 280, 340, 190, 50];

export function hue(id: string): number {
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return HUES[sum % HUES.length] ?? 0;
}

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part[0])
    .slice(0, 2)
    .join("")
    .toUpperCase();
