import { useState } from "react";
import { appsOf } from "./apps.ts";
import type { Scenario, Token } from "./types.ts";
import type { Org } from "./useOrg.ts";

interface App {
  key: string;
  name: string;
  blocked: boolean;
  /** A connected app that was only used here can be installed. */
  loose: boolean;
}

/** Who gave which app access; the same page for both kinds of app. */
export function OauthUsage({ org, external = false }: { org: Org; external?: boolean }) {
  const { scenario } = org;
  const apps = external ? externalApps(scenario) : connectedApps(scenario);
  return (
    <>
      <p className="soft">
        Users who gave an app access to this org. Blocking an app ends its sessions and refuses new
        ones.
      </p>
      {apps.length === 0 && <p className="empty">No app has been used here.</p>}
      {apps.map((app) => (
        <Usage key={app.key} org={org} app={app} />
      ))}
    </>
  );
}

const externalApps = (scenario: Scenario): App[] =>
  appsOf(scenario).map(([key, app]) => ({
    key,
    name: app.label,
    blocked: app.blocked,
    loose: false,
  }));

const connectedApps = (scenario: Scenario): App[] =>
  Object.entries(scenario.connected_apps).map(([key, app]) => ({
    key,
    name: app.name,
    blocked: app.blocked,
    loose: !app.installed,
  }));

function Usage({ org, app }: { org: Org; app: App }) {
  const [open, setOpen] = useState(false);
  const tokens = Object.entries(org.scenario.tokens).filter(
    ([, token]) => token.app === app.key && !token.revoked,
  );
  return (
    <section className="card">
      <div className="head">
        <h2>{app.name}</h2>
        {app.blocked && <span className="state bad">Blocked</span>}
        {app.loose && (
          <button type="button" onClick={() => void org.act("install-app", { app: app.key })}>
            Install
          </button>
        )}
        <button
          type="button"
          className={app.blocked ? "" : "danger"}
          onClick={() => void org.act(app.blocked ? "unblock" : "block", { app: app.key })}
        >
          {app.blocked ? "Unblock" : "Block"}
        </button>
      </div>
      <button
        type="button"
        className="link"
        aria-expanded={open}
        disabled={tokens.length === 0}
        onClick={() => setOpen(!open)}
      >
        {tokens.length === 1 ? "1 user" : `${tokens.length} users`}
      </button>
      {open && (
        <ul className="rows">
          {tokens.map(([key, token]) => (
            <li key={key}>
              <span>{who(org.scenario, token)}</span>
              <small>
                {token.uses} uses, {token.scope}
              </small>
              <button
                type="button"
                onClick={() => void org.change({ tokens: { [key]: { revoked: true } } })}
              >
                Revoke
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const who = (scenario: Scenario, token: Token): string =>
  scenario.users[token.user]?.username ?? token.user;
