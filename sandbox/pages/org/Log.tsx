import { useState } from "react";
import type { Entry } from "./types.ts";

/** What the org was just asked, newest first. */
export function Log({ entries }: { entries: Entry[] }) {
  return (
    <aside className="log" aria-label="What the org was asked">
      <h2>What the bot just asked</h2>
      {entries.length === 0 && <p className="soft">Nothing yet. Start a check in the workspace.</p>}
      <ol aria-live="polite">
        {entries.map((entry, at) => (
          <Line key={`${entry.at}-${entries.length - at}`} entry={entry} />
        ))}
      </ol>
    </aside>
  );
}

function Line({ entry }: { entry: Entry }) {
  const [open, setOpen] = useState(false);
  const many = entry.subrequests.length;
  const bad = entry.status === 0 || entry.status >= 400;
  return (
    <li>
      <p>
        <time dateTime={entry.at}>{new Date(entry.at).toLocaleTimeString()}</time>
        <span className={bad ? "state bad" : "state"}>{entry.status || "cut off"}</span>
      </p>
      {many > 0 ? (
        <>
          <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {many} questions in one request
          </button>
          {!open && <p className="soft">{[...new Set(entry.subrequests.map(subject))].join(", ")}</p>}
          {open && (
            <ul>
              {entry.subrequests.map((one, at) => (
                <li key={at}>
                  <code>{question(one)}</code>
                </li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <code>{question(`${entry.method} ${entry.path}`)}</code>
      )}
    </li>
  );
}

const soql = (request: string): string | undefined => /[?&]q=(.*)$/.exec(request)?.[1];

const question = (request: string): string => soql(request)?.replaceAll("+", " ") ?? request;

/** In a word: the object that was asked about, or the last part of the path. */
const subject = (request: string): string =>
  / FROM (\w+)/i.exec(soql(request) ?? "")?.[1] ?? request.replace(/\?.*/, "").split("/").at(-1) ?? "";
