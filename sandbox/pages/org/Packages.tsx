import { PATHS } from "./paths.ts";
import { go } from "./route.tsx";
import type { Org } from "./useOrg.ts";

export function Packages({ org }: { org: Org }) {
  const all = Object.entries(org.scenario.packages);
  const installed = all.filter(([, one]) => one.installed);
  const known = all.filter(([, one]) => !one.installed);
  return (
    <>
      {installed.length === 0 && <p className="empty">No package is installed here.</p>}
      <ul className="rows">
        {installed.map(([key, one]) => (
          <li key={key}>
            <span>
              <b>{one.name}</b>
              <small>
                {one.publisher}, version {one.version}
                {one.namespace && `, namespace ${one.namespace}`}
              </small>
            </span>
            <button
              type="button"
              className="danger"
              onClick={() => void org.act("uninstall", { package: key })}
            >
              Uninstall
            </button>
          </li>
        ))}
      </ul>
      {known.length > 0 && <h2>Not installed here</h2>}
      <ul className="rows">
        {known.map(([key, one]) => (
          <li key={key}>
            <span>
              <b>{one.name}</b>
              <small>
                {one.publisher}, version {one.version}
              </small>
            </span>
            <button
              type="button"
              className="primary"
              onClick={() => go(`${PATHS.install}?p0=${org.ids.package_versions[key]}`)}
            >
              Install…
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
