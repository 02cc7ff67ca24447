import { type FormEvent, useState } from "react";
import {
  appsOf,
  IP_RELAXATION,
  patchOf,
  PERMITTED_USERS,
  REFRESH_TOKEN,
  START_PAGE,
  UNIT,
} from "./apps.ts";
import { keyOf, PATHS } from "./paths.ts";
import { Go } from "./route.tsx";
import { Pick, Tick, Type } from "./rows.tsx";
import type { ExternalApp } from "./types.ts";
import type { Org } from "./useOrg.ts";

/** One app's policies: read, then Edit and Save, as the article tells an administrator. */
export function AppPolicies({ org, id }: { org: Org; id: string }) {
  const [draft, setDraft] = useState<ExternalApp>();
  const [saved, setSaved] = useState(false);
  const key = keyOf(org.ids.external_client_apps, id);
  const app = appsOf(org.scenario).find(([each]) => each === key)?.[1];
  if (!app)
    return (
      <p className="note">
        There is no such app in this org. <Go to={PATHS.manager}>All External Client Apps</Go>
      </p>
    );

  async function save(event: FormEvent) {
    event.preventDefault();
    if (!draft || !app) return;
    if (await org.change(patchOf(key, changed(app, draft)))) {
      setDraft(undefined);
      setSaved(true);
    }
  }
  const begin = () => {
    setDraft(app);
    setSaved(false);
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <p className="crumbs">
        <Go to={PATHS.manager}>External Client Apps</Go> / <b>{app.label}</b>
      </p>
      <div className="head">
        <h2>Policies</h2>
        {saved && <span role="status">Saved</span>}
        {draft ? (
          <>
            <button type="button" onClick={() => setDraft(undefined)}>
              Cancel
            </button>
            <button type="submit" className="primary">
              Save
            </button>
          </>
        ) : (
          <button type="button" disabled={!app.has_policies} onClick={begin}>
            Edit
          </button>
        )}
      </div>
      {app.has_policies ? (
        <Policies app={draft ?? app} edit={draft && ((f) => setDraft({ ...draft, ...f }))} />
      ) : (
        <p className="note">This app has no policies any more, as happens after a sandbox refresh.</p>
      )}
    </form>
  );
}

function changed(before: ExternalApp, after: ExternalApp): Partial<ExternalApp> {
  const keys = Object.keys(after) as (keyof ExternalApp)[];
  return Object.fromEntries(
    keys.filter((key) => before[key] !== after[key]).map((key) => [key, after[key]]),
  );
}

type Edit = ((fields: Partial<ExternalApp>) => void) | undefined;

function Policies({ app, edit }: { app: ExternalApp; edit: Edit }) {
  const timed = app.refresh_token_policy.startsWith("Specific");
  return (
    <div className="policies">
      <fieldset>
        <legend>App Policies</legend>
        <Tick label="Enabled" on={app.enabled} set={edit && ((enabled) => edit({ enabled }))} />
        <Pick
          label="Start Page"
          value={app.start_page}
          of={START_PAGE}
          set={edit && ((start_page) => edit({ start_page }))}
        />
        {app.start_page === "Custom" && (
          <Type
            label="Start URL"
            value={app.start_url}
            set={edit && ((start_url) => edit({ start_url }))}
          />
        )}
      </fieldset>
      <fieldset>
        <legend>OAuth Policies</legend>
        <Tick
          label="Enable OAuth"
          on={app.oauth === "Enabled"}
          set={edit && ((on) => edit({ oauth: on ? "Enabled" : "Disabled" }))}
        />
        <Pick
          label="Permitted Users"
          value={app.permitted_users}
          of={PERMITTED_USERS}
          set={edit && ((permitted_users) => edit({ permitted_users }))}
        />
      </fieldset>
      <fieldset>
        <legend>App Authorization</legend>
        <Pick
          label="Refresh Token Policy"
          value={app.refresh_token_policy}
          of={REFRESH_TOKEN}
          set={edit && ((policy) => edit({ refresh_token_policy: policy, ...spell(app, policy) }))}
        />
        {timed && (
          <>
            <Type
              label="Refresh Token Validity Period"
              value={app.refresh_token_validity_period}
              set={edit && ((n) => edit({ refresh_token_validity_period: n ? Number(n) : null }))}
              number
            />
            <Pick
              label="Refresh Token Validity Unit"
              value={app.refresh_token_validity_unit ?? "Days"}
              of={UNIT}
              set={edit && ((unit) => edit({ refresh_token_validity_unit: unit }))}
            />
          </>
        )}
        <Pick
          label="IP Relaxation"
          value={app.ip_relaxation}
          of={IP_RELAXATION}
          set={edit && ((ip_relaxation) => edit({ ip_relaxation }))}
        />
        <Type
          label="Session Timeout in Minutes"
          value={app.session_timeout_in_minutes}
          set={edit && ((n) => edit({ session_timeout_in_minutes: n ? Number(n) : null }))}
          number
        />
      </fieldset>
    </div>
  );
}

/** A policy with a time needs one; a policy without has none. */
function spell(app: ExternalApp, policy: string): Partial<ExternalApp> {
  const timed = policy.startsWith("Specific");
  return {
    refresh_token_validity_period: timed ? (app.refresh_token_validity_period ?? 30) : null,
    refresh_token_validity_unit: timed ? (app.refresh_token_validity_unit ?? "Days") : null,
  };
}
