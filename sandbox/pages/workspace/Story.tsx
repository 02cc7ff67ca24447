import { useState } from "react";
import { suggest } from "./Composer.tsx";
import type { Channel } from "./types.ts";
import type { Workspace } from "./useWorkspace.ts";

const ASK = "/6sense check acme-prod";
const ERROR = "acme-prod: error=OAUTH_APP_ACCESS_DENIED";
const SEEN = "story-seen";
const STEPS = 4;

interface Props {
  ws: Workspace;
  room: Channel;
}

/** For whoever is here for the first time: four steps, ticked as they happen. */
export function Story({ ws, room }: Props) {
  const [gone, setGone] = useState(() => localStorage.getItem(SEEN) === "yes");
  const [done, setDone] = useState(0);
  const guest = ws.world.app.commands.length === 0; // commands are for the app's own workspace
  if (gone || guest || !room.has_bot) return null;
  const bot = [...ws.messages, ...ws.thread].filter((one) => one.is_bot);
  const asked = bot.some((one) => !one.is_ephemeral);
  const shown = bot.some((one) => one.blocks.some((block) => block.text?.text.includes("*How*")));
  const mended = bot.some((one) => /now ok/.test(one.text));
  const far = mended ? STEPS : shown ? 2 : asked ? 1 : 0;
  if (far > done) setDone(far); // what was seen once stays done, wherever one looks now
  const now = Math.max(far, done);
  const step = (at: number) => ({
    className: at < now ? "done" : at === now ? "now" : "",
    "aria-current": at === now ? ("step" as const) : undefined,
  });
  return (
    <section className="story" aria-label="First steps">
      {now === STEPS ? (
        <p>
          <b>It turned green.</b> Next, write <Words say={ERROR} />, then <b>More</b>,{" "}
          <b>Diagnose with 6sense</b>
        </p>
      ) : (
        <ol>
          <li {...step(0)}>
            <span>
              Ask <Words say={ASK} />
            </span>
          </li>
          <li {...step(1)}>
            <span>
              See what is red and why; press <b>Show me how</b>
            </span>
          </li>
          <li {...step(2)}>
            <span>
              Follow <b>Where</b>
              {ws.links.org ? " to the practice Salesforce org" : ""}, change the setting, save
            </span>
          </li>
          <li {...step(3)}>
            <span>
              Press <b>Retry</b>: only that step turns green
            </span>
          </li>
        </ol>
      )}
      <button
        type="button"
        className="icon"
        aria-label="Hide the first steps"
        onClick={() => {
          localStorage.setItem(SEEN, "yes");
          setGone(true);
        }}
      >
        ✕
      </button>
    </section>
  );
}

/** Words that go into the message box when they are pressed. */
const Words = ({ say }: { say: string }) => (
  <button type="button" className="words" onClick={() => suggest(say)}>
    <code>{say}</code>
  </button>
);
