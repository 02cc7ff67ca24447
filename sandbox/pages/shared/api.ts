/** What the sandbox answered instead of doing it: its own words. */
export class Refused extends Error {}

type Query = Record<string, string | undefined>;

export async function get<T>(path: string, query: Query = {}): Promise<T> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  const search = new URLSearchParams(given).toString();
  return answered<T>(await fetch(search ? `${path}?${search}` : path));
}

export async function post<T>(path: string, body: object): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  return answered<T>(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answered<T>(response: Response): Promise<T> {
  const said = await response.json();
  if (!response.ok) throw new Refused(said.message ?? said.error ?? response.statusText);
  return said as T;
}
