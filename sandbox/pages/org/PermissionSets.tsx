import { detail, keyOf, PATHS } from "./paths.ts";
import { Go } from "./route.tsx";
import type { PermissionSet, User } from "./types.ts";
import type { Org } from "./useOrg.ts";

/** The rights that decide what the bot sees and who may install, as Setup calls them. */
const RIGHTS: Record<string, string> = {
  ApiEnabled: "API Enabled",
  ViewSetup: "View Setup and Configuration",
  CustomizeApplication: "Customize Application",
  ManageUsers: "Manage Users",
  ModifyMetadata: "Modify Metadata Through Metadata API Functions",
  ModifyAllData: "Modify All Data",
  ExternalClientAppViewer: "View all External Client Apps",
  InstallPackaging: "Download AppExchange Packages",
};

export function PermissionSets({ org, id }: { org: Org; id: string }) {
  const all = org.scenario.permission_sets;
  const ids = org.ids.permission_sets;
  const chosen = all[keyOf(ids, id)];
  if (chosen) return <Detail org={org} id={keyOf(ids, id)} set={chosen} />;
  return (
    <ul className="rows">
      {Object.entries(all).map(([key, one]) => (
        <li key={key}>
          <span>
            <Go to={detail(PATHS.permissionSets, ids, key)}>{one.label}</Go>
            <small>{one.description ?? one.name}</small>
          </span>
          <small>{holders(org, key).length} assigned</small>
        </li>
      ))}
    </ul>
  );
}

const holders = (org: Org, key: string): [string, User][] =>
  Object.entries(org.scenario.users).filter(([, user]) => user.permission_sets.includes(key));

function Detail({ org, id, set }: { org: Org; id: string; set: PermissionSet }) {
  const inside = holders(org, id);
  const names = new Set(inside.map(([key]) => key));
  const outside = Object.entries(org.scenario.users).filter(([key]) => !names.has(key));
  const assign = (user: string, on: boolean) =>
    void org.act(on ? "assign" : "unassign", { user, permission_set: id });
  const grant = (right: string, on: boolean) => {
    const others = set.permissions.filter((one) => one !== right);
    const permissions = on ? [...others, right] : others;
    void org.change({ permission_sets: { [id]: { permissions } } });
  };
  return (
    <>
      <p className="crumbs">
        <Go to={PATHS.permissionSets}>Permission Sets</Go> / <b>{set.label}</b>
      </p>
      <h2>System Permissions</h2>
      <div className="ticks card">
        {Object.entries(RIGHTS).map(([right, words]) => (
          <label key={right}>
            <input
              type="checkbox"
              checked={set.permissions.includes(right)}
              onChange={(event) => grant(right, event.target.checked)}
            />
            {words}
          </label>
        ))}
      </div>
      <h2>Current Assignments</h2>
      <ul className="rows">
        {inside.map(([key, user]) => (
          <li key={key}>
            <span>{user.username}</span>
            <button type="button" onClick={() => assign(key, false)}>
              Remove
            </button>
          </li>
        ))}
      </ul>
      <label className="add">
        Add assignment
        <select value="" onChange={(event) => assign(event.target.value, true)}>
          <option value="" disabled>
            Choose a user…
          </option>
          {outside.map(([key, user]) => (
            <option key={key} value={key}>
              {user.username}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
