import { useEffect } from "react";
import { Blocks } from "./Blocks.tsx";
import { MenuButton } from "./MenuButton.tsx";
import type { Workspace } from "./useWorkspace.ts";

/** The app's own page. Opening it tells the app, which may then draw it anew. */
export function Home({ ws, onMenu }: { ws: Workspace; onMenu: () => void }) {
  const { world, act } = ws;
  useEffect(() => {
    void act("home", {});
  }, []);
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
          <Blocks key={home.hash} ws={ws} blocks={home.body.blocks} on={{ view_id: home.id }} />
        ) : (
          <p className="empty">This app shows nothing on its Home tab.</p>
        )}
      </div>
    </main>
  );
}
