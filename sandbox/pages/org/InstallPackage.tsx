import { type FormEvent, useState } from "react";
import { keyOf, PATHS } from "./paths.ts";
import { Go, go } from "./route.tsx";
import type { Org } from "./useOrg.ts";

const FOR = { admins: "Install for Admins Only", all: "Install for All Users" };

/** The page an install link opens; `p0` names the version. */
export function InstallPackage({ org }: { org: Org }) {
  const wanted = new URLSearchParams(location.search).get("p0") ?? "";
  const [whom, setWhom] = useState("admins");
  const [known, setKnown] = useState(false);
  const [busy, setBusy] = useState(false);
  const key = keyOf(org.ids.package_versions, wanted);
  const one = org.scenario.packages[key];
  if (!one)
    return (
      <p className="note">
        This link names no package this org knows. <Go to={PATHS.packages}>Installed Packages</Go>
      </p>
    );

  async function install(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const done = await org.act("install", { package: key, for: whom });
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
              name="whom"
              checked={whom === name}
              onChange={() => setWhom(name)}
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
