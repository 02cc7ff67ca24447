import type { ReactNode } from "react";
import { ApiAccessControl } from "./ApiAccessControl.tsx";
import { AppManager } from "./AppManager.tsx";
import { AppPolicies } from "./AppPolicies.tsx";
import { Company, Limits } from "./Company.tsx";
import { OauthUsage } from "./OauthUsage.tsx";
import { Packages } from "./Packages.tsx";
import { PATHS } from "./paths.ts";
import { PermissionSets } from "./PermissionSets.tsx";
import type { Org } from "./useOrg.ts";
import { Users } from "./Users.tsx";

interface Page {
  name: string;
  group: string;
  path: string;
  draw: (org: Org, id: string) => ReactNode;
}

/** Setup's tree, at the addresses Salesforce has. */
export const PAGES: Page[] = [
  {
    name: "External Client App Manager",
    group: "Apps",
    path: PATHS.manager,
    draw: (org, id) => (id ? <AppPolicies key={id} org={org} id={id} /> : <AppManager org={org} />),
  },
  {
    name: "External Client App OAuth Usage",
    group: "Apps",
    path: PATHS.externalUsage,
    draw: (org) => <OauthUsage org={org} external />,
  },
  {
    name: "Connected Apps OAuth Usage",
    group: "Apps",
    path: PATHS.connectedUsage,
    draw: (org) => <OauthUsage org={org} />,
  },
  {
    name: "Installed Packages",
    group: "Apps",
    path: PATHS.packages,
    draw: (org) => <Packages org={org} />,
  },
  {
    name: "Users",
    group: "Users",
    path: PATHS.users,
    draw: (org) => <Users org={org} />,
  },
  {
    name: "Permission Sets",
    group: "Users",
    path: PATHS.permissionSets,
    draw: (org, id) => <PermissionSets org={org} id={id} />,
  },
  {
    name: "API Access Control",
    group: "Security",
    path: PATHS.apiAccess,
    draw: (org) => <ApiAccessControl org={org} />,
  },
  {
    name: "Company Information",
    group: "Company",
    path: PATHS.company,
    draw: (org) => <Company org={org} />,
  },
  {
    name: "System Overview",
    group: "Company",
    path: PATHS.overview,
    draw: (org) => <Limits org={org} />,
  },
];

const DETAIL = /^\/lightning\/setup\/(\w+)\/([^/]+)(?:\/(?:detail|view))?\/?$/;

/** The page at this address, and the one thing on it that the address names ("" is none). */
export function pageAt(path: string): { page?: Page; id: string } {
  const [, node, id] = DETAIL.exec(path) ?? [];
  const page = PAGES.find((one) => one.path.split("/")[3] === node);
  return { page, id: id === undefined || id === "home" ? "" : decodeURIComponent(id) };
}
