import { type FormEvent, useState } from "react";
import { PATHS } from "./paths.ts";
import { Go, go } from "./route.tsx";
import type { Org } from "./useOrg.ts";

const FOR = { None: "Install for Admins Only", Full: "Install for All Users" };

/** The page an install link opens; `p0` names the version. */
export function InstallPackage({ org }: { org: Org }) {
  const wanted = new URLSearchParams(location.search).get("p0") ?? "";
  const [security, setSecurity] = useState<string>("None");
  const [known, setKnown] = useState(false);
  const [busy, setBusy] = useState(false);
  const found = Object.entries(org.scenario.packages).find(
    ([key, one]) => key === wanted || (one.version_id ?? "-").slice(0, 15) === wanted.slice(0, 15),
  );
  if (!found)
    return (
      <p className="note">
        This link names no package this org knows. <Go to={PATHS.packages}>Installed Packages</Go>
      </p>
    );
  const [key, one] = found;

  async function install(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const done = await org.act("install", { package: key, security_type: security });
    setBusy(false);
    if (done) go(PATHS.packages);
  }
  return (
    <form className="install" onSubmit={(event) => void install(event)}>
      <h2>
        {one.name} <small>by {one.publisher}</small>
      </h2>
      {one.installed && <p className="note">Version {one.version} is installed here already.</p>}
      <fieldset className="ticks">
        <legend className="soft">Who gets it</legend>
        {Object.entries(FOR).map(([name, words]) => (
          <label key={name}>
            <input
              type="radio"
              name="security"
              checked={security === name}
              onChange={() => setSecurity(name)}
            />
            {words}
          </label>
        ))}
      </fieldset>
      <label className="ticks">
        <span>
          <input
            type="checkbox"
            checked={known}
            onChange={(event) => setKnown(event.target.checked)}
          />{" "}
          I acknowledge that I’m installing a Non-Salesforce Application
        </span>
      </label>
      <button type="submit" className="primary" disabled={!known || busy}>
        {busy ? "Installing…" : "Install"}
      </button>
    </form>
  );
}
