import { type ReactNode, useSyncExternalStore } from "react";

const MOVED = "moved";

function subscribe(changed: () => void): () => void {
  window.addEventListener("popstate", changed);
  window.addEventListener(MOVED, changed);
  return () => {
    window.removeEventListener("popstate", changed);
    window.removeEventListener(MOVED, changed);
  };
}

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname);

export function go(to: string): void {
  history.pushState(null, "", to);
  window.dispatchEvent(new Event(MOVED));
}

/** A link within Setup: no reload, but a real address. */
export function Go({ to, current, children }: { to: string; current?: boolean; children: ReactNode }) {
  return (
    <a
      href={to}
      aria-current={current ? "page" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
