import { useEffect, useState } from "react";
import { get } from "../shared/api.ts";
import { channelsOf } from "./people.ts";
import { Conversation } from "./Conversation.tsx";
import { Home } from "./Home.tsx";
import { Modal } from "./Modal.tsx";
import { Sidebar } from "./Sidebar.tsx";
import { Thread } from "./Thread.tsx";
import { useUrl } from "./useUrl.ts";
import { DIRECT, HOME, useWorkspace } from "./useWorkspace.ts";

export interface Links {
  org?: string;
}

export function App() {
  const [where, go] = useUrl();
  const [menu, setMenu] = useState(false);
  const [links, setLinks] = useState<Links>({});
  const ws = useWorkspace(where);

  useEffect(() => {
    void get<{ links?: Links }>("/sandbox/about")
      .then((about) => setLinks(about.links ?? {}))
      .catch(() => undefined); // no links, then
  }, []);
  if (!ws) return <p className="waiting">Opening the workspace…</p>;

  const rooms = channelsOf(ws.world, ws.me);
  const special = where.at === HOME || where.at === DIRECT;
  const room = rooms.find((one) => one.name === where.at) ?? rooms[0];
  const modal = ws.views.filter((view) => view.body.type === "modal").at(-1);

  const place = special ? where.at : (room?.name ?? DIRECT);
  const open = (at: string) => {
    setMenu(false);
    go({ at, thread: "" });
  };
  return (
    <div className={`app${where.thread ? " threaded" : ""}${menu ? " menued" : ""}`}>
      <a className="skip" href="#say">
        Skip to the message box
      </a>
      <Sidebar {...{ ws, rooms, place, open, links }} onBe={(as) => go({ as, thread: "" })} />
      {place === HOME ? (
        <Home ws={ws} onMenu={() => setMenu(!menu)} />
      ) : (
        <Conversation
          {...{ ws, place, room, links }}
          onMenu={() => setMenu(!menu)}
          onThread={(thread) => go({ thread })}
        />
      )}
      {where.thread && place !== HOME && (
        <Thread {...{ ws, place }} root={where.thread} onClose={() => go({ thread: "" })} />
      )}
      {modal && <Modal key={`${modal.id}-${modal.hash}`} ws={ws} view={modal} />}
      <p className="toast" role="status" aria-live="polite" hidden={!ws.told}>
        {ws.told}
        <button type="button" className="icon" aria-label="Dismiss" onClick={() => ws.tell("")}>
          ✕
        </button>
      </p>
    </div>
  );
}
