import type { ExternalApp, Scenario } from "./types.ts";

/** The vendor's app has a place of its own in a scenario. */
const VENDOR = "eca";

export function appsOf(scenario: Scenario): [string, ExternalApp][] {
  const others = Object.entries(scenario.external_client_apps);
  return scenario.eca ? [[VENDOR, scenario.eca], ...others] : others;
}

/** A patch of one app, as the control API takes it. */
export const patchOf = (key: string, fields: Partial<ExternalApp>): object =>
  key === VENDOR ? { [VENDOR]: fields } : { external_client_apps: { [key]: fields } };

export type Labels = Record<string, string>;

/** Setup's words for what the API calls otherwise. */
export const START_PAGE: Labels = { None: "None", Custom: "Custom", OAuth: "OAuth", SAML: "SAML" };
export const PERMITTED_USERS: Labels = {
  AllSelfAuthorized: "All users can self-authorize",
  AdminApprovedPreAuthorized: "Admin approved users are pre-authorized",
};
export const REFRESH_TOKEN: Labels = {
  Infinite: "Refresh token is valid until revoked",
  Zero: "Immediately expire refresh token",
  SpecificInactivity: "Expire refresh token if not used for specific time",
  SpecificLifetime: "Expire refresh token after specific time",
};
export const UNIT: Labels = { Hours: "Hour(s)", Days: "Day(s)", Months: "Month(s)" };
export const IP_RELAXATION: Labels = {
  Enforce: "Enforce IP restrictions",
  Bypass: "Relax IP restrictions",
  Bypass_2factor: "Relax IP restrictions for activated devices",
  Enforce_RelaxRefresh: "Enforce IP restrictions, but relax for refresh tokens",
};
