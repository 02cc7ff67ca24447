import type { Org } from "./useOrg.ts";

const SETTING = "For admin-approved users, limit API access to only allowlisted connected apps";

export function ApiAccessControl({ org }: { org: Org }) {
  const now = org.scenario.features.api_access_control;
  const set = (api_access_control: string) => void org.change({ features: { api_access_control } });
  if (now === "absent")
    return (
      <>
        <p className="note">
          This page offers no setting: Salesforce Support has not provided API Access Control to this
          org, so it is off in effect.
        </p>
        <button type="button" onClick={() => set("off")}>
          As Salesforce Support: provide it
        </button>
      </>
    );
  return (
    <>
      <label className="ticks card">
        <span>
          <input
            type="checkbox"
            checked={now === "on"}
            onChange={(event) => set(event.target.checked ? "on" : "off")}
          />{" "}
          {SETTING}
        </span>
        <small>Now {now}. What is ticked counts at once.</small>
      </label>
      <button type="button" onClick={() => set("absent")}>
        As Salesforce Support: take it away
      </button>
    </>
  );
}
