import type { Channel, User, World } from "./types.ts";

export const userOf = (world: World, idOrName: string): User | undefined =>
  world.users.find((one) => one.id === idOrName || one.name === idOrName);

/** People a visitor may be: whoever can sign in and is known here. */
export const actors = (world: World): User[] =>
  world.users.filter((one) => one.can_act && !one.is_stranger);

export const teamOf = (world: World, user: { team: string }): string =>
  world.teams.find((team) => team.id === user.team)?.name ?? "";

export const roomsOf = (world: World): Channel[] =>
  world.channels.filter((one) => one.kind === "channel" && !one.is_archived);

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
