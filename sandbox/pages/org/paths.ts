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
export const detail = (page: string, id: string): string =>
  page.replace(/home$/, `${encodeURIComponent(id)}/detail`);
