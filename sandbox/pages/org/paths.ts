const setup = (node: string) => `/lightning/setup/${node}/home`;

/** Where Salesforce has these pages; the bot's links lead there. */
export const PATHS = {
  manager: setup("ManageExternalClientApplication"),
  externalUsage: setup("ExternalClientApplicationOauthUsage"),
  connectedUsage: setup("ConnectedAppsUsage"),
  packages: setup("ImportedPackage"),
  users: setup("ManageUsers"),
  permissionSets: setup("PermSets"),
  apiAccess: setup("ApiAccessControl"),
  company: setup("CompanyProfileInfo"),
  overview: setup("SystemOverview"),
  install: "/packaging/installPackage.apexp",
};

/** The page of one thing of a list. */
export const detail = (page: string, ids: Record<string, string>, key: string): string =>
  page.replace(/home$/, `${encodeURIComponent(ids[key] ?? key)}/detail`);

const SHORT = 15; // the characters of an id that tell it from others

/** Whose id an address carries; keys are taken too. */
export const keyOf = (ids: Record<string, string>, id: string): string =>
  Object.keys(ids).find((key) => ids[key]?.slice(0, SHORT) === id.slice(0, SHORT)) ?? id;
