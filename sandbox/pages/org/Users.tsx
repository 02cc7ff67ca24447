import type { User } from "./types.ts";
import type { Org } from "./useOrg.ts";

export function Users({ org }: { org: Org }) {
  const { users, profiles, connection } = org.scenario;
  const set = (key: string, fields: Partial<User>) =>
    void org.change({ users: { [key]: fields } });
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Profile</th>
          <th scope="col">State</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(users).map(([key, user]) => (
          <tr key={key}>
            <td data-label="Name">
              <b>
                {user.first_name} {user.last_name}
              </b>
              {key === connection.integration_user && <span className="state">integration user</span>}
              <small>{user.username}</small>
            </td>
            <td data-label="Profile">
              <select
                aria-label={`Profile of ${user.username}`}
                value={user.profile}
                onChange={(event) => set(key, { profile: event.target.value })}
              >
                {Object.entries(profiles).map(([name, profile]) => (
                  <option key={name} value={name}>
                    {profile.name}
                  </option>
                ))}
              </select>
            </td>
            <td data-label="State">
              <span className={user.active && !user.frozen ? "state" : "state bad"}>
                {!user.active ? "Inactive" : user.frozen ? "Frozen" : "Active"}
              </span>
            </td>
            <td data-label="">
              <div className="actions">
              <button
                type="button"
                disabled={!user.active}
                onClick={() => void org.act(user.frozen ? "unfreeze" : "freeze", { user: key })}
              >
                {user.frozen ? "Unfreeze" : "Freeze"}
              </button>
              <button type="button" onClick={() => set(key, { active: !user.active })}>
                {user.active ? "Deactivate" : "Activate"}
              </button>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
