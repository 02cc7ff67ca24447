/** The sandbox org's state, as far as Setup shows it: a scenario, see docs/sandbox-org.md. */

export interface ExternalApp {
  label: string;
  name: string;
  package: string | null;
  distribution_state: string;
  manageable_state: string | null;
  has_policies: boolean;
  has_oauth_policies: boolean;
  enabled: boolean;
  oauth: string;
  start_page: string;
  start_url: string | null;
  permitted_users: string;
  refresh_token_policy: string;
  refresh_token_validity_period: number | null;
  refresh_token_validity_unit: string | null;
  ip_relaxation: string;
  session_timeout_in_minutes: number | null;
  scopes: string[];
  blocked: boolean;
}

export interface ConnectedApp {
  name: string;
  installed: boolean;
  admin_approved_only: boolean;
  blocked: boolean;
}

export interface Package {
  name: string;
  namespace: string | null;
  version_id: string | null;
  version: string;
  publisher: string;
  installed: boolean;
}

export interface User {
  username: string;
  first_name: string;
  last_name: string;
  profile: string;
  permission_sets: string[];
  active: boolean;
  frozen: boolean;
}

export interface PermissionSet {
  name: string;
  label: string;
  description: string | null;
  permissions: string[];
}

export interface Token {
  user: string;
  app: string;
  scope: string;
  revoked: boolean;
  last_used: string | null;
  uses: number;
}

type Named<T> = Record<string, T>;

export interface Scenario {
  about: string;
  organization: {
    id: string;
    name: string;
    instance_name: string;
    type: string;
    is_sandbox: boolean;
    trial_expires: string | null;
  };
  features: { api_access_control: "absent" | "off" | "on" };
  connection: { integration_user: string | null; setup_user: string | null };
  profiles: Named<{ name: string }>;
  permission_sets: Named<PermissionSet>;
  users: Named<User>;
  packages: Named<Package>;
  eca: ExternalApp | null;
  external_client_apps: Named<ExternalApp>;
  connected_apps: Named<ConnectedApp>;
  tokens: Named<Token>;
}

export interface OrgState {
  api_usage: string;
  /** By kind and key: what a real address carries. */
  ids: Record<"external_client_apps" | "permission_sets" | "package_versions", Named<string>>;
  scenario: Scenario;
}

export interface Entry {
  method: string;
  path: string;
  subrequests: string[];
  status: number;
  at: string;
}
