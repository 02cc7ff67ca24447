import { useEffect } from "react";
import { Blocks } from "./Blocks.tsx";
import { MenuButton } from "./MenuButton.tsx";
import { one } from "./widgets.ts";
import type { Workspace } from "./useWorkspace.ts";

/** The app's own page. Opening it tells the app, which may then draw it anew. */
export function Home({ ws, onMenu }: { ws: Workspace; onMenu: () => void }) {
  const { world, me, act } = ws;
  useEffect(() => {
    void act("home", {});
  }, [me.id]);
  const home = ws.views.findLast((view) => view.body.type === "home");
  return (
    <main className="place" aria-label={`${world.app.name} Home`}>
      <header>
        <MenuButton onClick={onMenu} />
        <h2>{world.app.name}</h2>
        <small>Home</small>
      </header>
      <div className="home">
        {home ? (
          <Blocks
            key={home.hash}
            blocks={home.body.blocks}
            world={world}
            use={(widget, chosen) =>
              void act(chosen ? "select" : "click", {
                view_id: home.id,
                action: widget.action_id,
                ...(chosen && { choice: one(chosen) }),
              })
            }
          />
        ) : (
          <p className="empty">This app shows nothing on its Home tab.</p>
        )}
      </div>
    </main>
  );
}
