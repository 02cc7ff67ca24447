import { Icon, type IconName } from "../shared/Icon.tsx";
import { actors, roomsOf, teamOf } from "./people.ts";
import { DIRECT, HOME } from "./useUrl.ts";
import type { Workspace } from "./useWorkspace.ts";

interface Props {
  ws: Workspace;
  me: string;
  open: (place: string) => void;
  onBe: (name: string) => void;
}

export function Sidebar({ ws, me, open, onBe }: Props) {
  const { world, room, unread } = ws;
  const here = room ? (room.is_app_dm ? DIRECT : room.name) : HOME;
  const direct = world.channels.find((one) => one.is_app_dm);
  const item = (to: string, sign: IconName, name: string, note = "", id = "") => (
    <li key={to}>
      <button type="button" aria-current={here === to ? "page" : undefined} onClick={() => open(to)}>
        <Icon name={sign} />
        {unread.has(id) ? <b>{name}</b> : name}
        {unread.has(id) && <span className="unread" role="img" aria-label="something new" />}
        {note && <small>{note}</small>}
      </button>
    </li>
  );
  return (
    <nav className="sidebar" aria-label="Workspace">
      <h1>
        {world.you.team_name}
        <small>practice workspace</small>
      </h1>
      <label className="be">
        You are
        <select value={me} onChange={(event) => onBe(event.target.value)}>
          {actors(world).map((one) => (
            <option key={one.id} value={one.name}>
              {`${one.real_name}, ${one.title || one.name}`}
              {one.team === world.app.team ? "" : ` (${teamOf(world, one)})`}
            </option>
          ))}
        </select>
      </label>
      <h2>Channels</h2>
      <ul>
        {roomsOf(world).map((one) =>
          item(
            one.name,
            one.is_private ? "lock" : "hash",
            one.name,
            one.is_ext_shared ? "shared" : "",
            one.id,
          ),
        )}
      </ul>
      <h2>Direct messages and apps</h2>
      <ul>
        {item(DIRECT, "app", world.app.name, "app", direct?.id)}
        {world.app.installed && item(HOME, "home", `${world.app.name} Home`)}
      </ul>
      <footer>
        {ws.links.org && (
          <a href={ws.links.org} target="_blank" rel="noopener">
            Open the practice Salesforce org <span aria-hidden="true">↗</span>
          </a>
        )}
        {!ws.live && <p role="status">Connection lost. Trying again…</p>}
      </footer>
    </nav>
  );
}
