import { useState } from "react";
import { Conversation } from "./Conversation.tsx";
import { Home } from "./Home.tsx";
import { Modal } from "./Modal.tsx";
import { Sidebar } from "./Sidebar.tsx";
import { Thread } from "./Thread.tsx";
import { useUrl } from "./useUrl.ts";
import { useWorkspace } from "./useWorkspace.ts";

export function App() {
  const [where, go] = useUrl();
  const [menu, setMenu] = useState(false);
  const ws = useWorkspace(where);
  if (!ws) return <p className="waiting">Opening the workspace…</p>;

  const modal = ws.views.findLast((view) => view.body.type === "modal");
  const threaded = !!where.thread && !!ws.room;
  const open = (at: string) => {
    setMenu(false);
    go({ at, thread: "" });
  };
  return (
    <div className={`app${threaded ? " threaded" : ""}${menu ? " menued" : ""}`}>
      <a className="skip" href="#say">
        Skip to the message box
      </a>
      <Sidebar {...{ ws, open }} me={where.as} onBe={(as) => go({ as, thread: "" })} />
      {ws.room ? (
        <Conversation
          ws={ws}
          room={ws.room}
          onMenu={() => setMenu(!menu)}
          onThread={(thread) => go({ thread })}
        />
      ) : (
        <Home key={where.as} ws={ws} onMenu={() => setMenu(!menu)} />
      )}
      {threaded && ws.room && (
        <Thread ws={ws} room={ws.room} root={where.thread} onClose={() => go({ thread: "" })} />
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
