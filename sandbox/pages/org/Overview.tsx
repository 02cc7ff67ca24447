import { useEffect, useState } from "react";
import { get } from "../shared/api.ts";
import type { Org } from "./useOrg.ts";

/** What state this org is in, and every other state it could be in. */
export function Overview({ org }: { org: Org }) {
  const [scenarios, setScenarios] = useState<Record<string, string>>({});
  const { about } = org.scenario;
  useEffect(() => {
    void get<{ scenarios: Record<string, string> }>("/sandbox/scenarios")
      .then((all) => setScenarios(all.scenarios))
      .catch(() => undefined); // the sandbox has gone; the bar says so
  }, []);
  return (
    <>
      <p className="lead">{about || "A state of your own."}</p>
      <p className="soft">
        This is a Salesforce org on your machine, with just enough Setup to mend what the bot finds.
        Choose what is wrong with it; choosing begins the org anew.
      </p>
      <ul className="scenarios">
        {Object.entries(scenarios).map(([name, sentence]) => {
          const now = sentence === about;
          return (
            <li key={name} className={now ? "now" : ""}>
              <button
                type="button"
                aria-pressed={now}
                onClick={() => void org.act("scenario", { name })}
              >
                {name}
              </button>
              <span>{sentence}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
