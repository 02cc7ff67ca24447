import { appsOf } from "./apps.ts";
import { detail, PATHS } from "./paths.ts";
import { Go } from "./route.tsx";
import type { Org } from "./useOrg.ts";

export function AppManager({ org }: { org: Org }) {
  const apps = appsOf(org.scenario);
  const there = org.scenario.eca !== null;
  return (
    <>
      <p className="soft">Apps from outside that may call this org. Open one to see its policies.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">External Client App Name</th>
            <th scope="col">Type</th>
            <th scope="col">Status</th>
            <th scope="col">App Status</th>
          </tr>
        </thead>
        <tbody>
          {apps.map(([key, app]) => (
            <tr key={key}>
              <td data-label="Name">
                <Go to={detail(PATHS.manager, org.ids.external_client_apps, key)}>{app.label}</Go>
              </td>
              <td data-label="Type">{app.distribution_state}</td>
              <td data-label="Status">{capital(app.manageable_state ?? "local")}</td>
              <td data-label="App Status">{app.enabled ? "Enabled" : "Disabled"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!there && (
        <p className="note">
          The 6sense External Client App is not here. It comes with its package: see{" "}
          <Go to={PATHS.packages}>Installed Packages</Go>.
        </p>
      )}
    </>
  );
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
