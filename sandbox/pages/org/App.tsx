import { useEffect, useState } from "react";
import { InstallPackage } from "./InstallPackage.tsx";
import { Log } from "./Log.tsx";
import { Overview } from "./Overview.tsx";
import { PAGES, pageAt } from "./pages.tsx";
import { PATHS } from "./paths.ts";
import { Go, usePath } from "./route.tsx";
import { type Org, useOrg } from "./useOrg.ts";

export function App() {
  const org = useOrg();
  const path = usePath();
  const [menu, setMenu] = useState(false);
  const { page, id } = pageAt(path);
  const installing = path.startsWith(PATHS.install);
  const title = installing ? "Install package" : (page?.name ?? "Practice org");

  useEffect(() => {
    document.title = `${title}, practice org`;
    setMenu(false);
  }, [title]);
  if (!org) return <p className="waiting">Opening the practice org…</p>;

  return (
    <div className={menu ? "setup menued" : "setup"}>
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <header className="bar">
        <button
          type="button"
          className="icon menu"
          aria-label="Setup menu"
          aria-expanded={menu}
          onClick={() => setMenu(!menu)}
        >
          ☰
        </button>
        <b>{org.scenario.organization.name}</b>
        <small>practice org, you are its System Administrator</small>
        {!org.live && <small role="status">Connection lost. Trying again…</small>}
      </header>
      <Tree path={installing ? PATHS.packages : (page?.path ?? "")} />
      <main id="page">
        <h1>{title}</h1>
        {installing ? <InstallPackage org={org} /> : (page?.draw(org, id) ?? <Overview org={org} />)}
      </main>
      <Log entries={org.log} />
      <Toast org={org} />
    </div>
  );
}

function Tree({ path }: { path: string }) {
  const groups = [...new Set(PAGES.map((one) => one.group))];
  return (
    <nav className="tree" aria-label="Setup">
      <Go to="/" current={!path}>
        Scenario
      </Go>
      {groups.map((group) => (
        <section key={group}>
          <h2>{group}</h2>
          {PAGES.filter((one) => one.group === group).map((one) => (
            <Go key={one.path} to={one.path} current={one.path === path}>
              {one.name}
            </Go>
          ))}
        </section>
      ))}
    </nav>
  );
}

const Toast = ({ org }: { org: Org }) => (
  <p className="toast" role="status" aria-live="polite" hidden={!org.told}>
    {org.told}
    <button type="button" className="icon" aria-label="Dismiss" onClick={() => org.tell("")}>
      ✕
    </button>
  </p>
);
