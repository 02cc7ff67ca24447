import { useRef } from "react";
import { Dialog } from "../shared/Dialog.tsx";
import { Blocks } from "./Blocks.tsx";
import type { View } from "./types.ts";
import type { Workspace } from "./useWorkspace.ts";
import { one } from "./widgets.ts";

/** A view the app opened for this person; what was filled in goes with Submit. */
export function Modal({ ws, view }: { ws: Workspace; view: View }) {
  const values = useRef<Record<string, string | string[]>>({});
  const { title, submit, close, blocks } = view.body;
  const leave = () => void ws.act("close", { view_id: view.id });
  return (
    <Dialog title={title?.text ?? ws.world.app.name} onClose={leave}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ws.act("submit", { view_id: view.id, values: values.current });
        }}
      >
        <Blocks
          ws={ws}
          blocks={blocks}
          on={{ view_id: view.id, values: values.current }}
          errors={view.errors}
          fill={(widget, value) => {
            values.current[widget.action_id] = one(value);
          }}
        />
        <footer>
          <button type="button" onClick={leave}>
            {close?.text ?? "Close"}
          </button>
          {submit && (
            <button type="submit" className="primary">
              {submit.text}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}
