import { Dialog } from "../shared/Dialog.tsx";
import type { Confirm } from "./types.ts";

interface Props {
  asks: Confirm;
  onYes: () => void;
  onDone: () => void;
}

/** Slack's "are you sure". */
export function Confirming({ asks, onYes, onDone }: Props) {
  return (
    <Dialog title={asks.title.text} onClose={onDone} small>
      <p>{asks.text.text}</p>
      <footer>
        <button type="button" onClick={onDone}>
          {asks.deny.text}
        </button>
        <button
          type="button"
          className={asks.style === "danger" ? "danger" : "primary"}
          onClick={() => {
            onDone();
            onYes();
          }}
        >
          {asks.confirm.text}
        </button>
      </footer>
    </Dialog>
  );
}
