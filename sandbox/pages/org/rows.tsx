import type { Labels } from "./apps.ts";

interface Row<T> {
  label: string;
  set: ((value: T) => void) | undefined;
}

export const Tick = ({ label, on, set }: Row<boolean> & { on: boolean }) => (
  <label className="policy">
    <span>{label}</span>
    <input
      type="checkbox"
      checked={on}
      disabled={!set}
      onChange={(event) => set?.(event.target.checked)}
    />
  </label>
);

export function Pick({ label, value, of, set }: Row<string> & { value: string; of: Labels }) {
  return (
    <label className="policy">
      <span>{label}</span>
      {set ? (
        <select value={value} onChange={(event) => set(event.target.value)}>
          {Object.entries(of).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      ) : (
        <b>{of[value] ?? value}</b>
      )}
    </label>
  );
}

type TypeProps = Row<string> & { value: string | number | null; number?: boolean };

export function Type({ label, value, set, number = false }: TypeProps) {
  return (
    <label className="policy">
      <span>{label}</span>
      {set ? (
        <input
          type={number ? "number" : "text"}
          min={number ? 1 : undefined}
          value={value ?? ""}
          onChange={(event) => set(event.target.value)}
        />
      ) : (
        <b>{value ?? "not set"}</b>
      )}
    </label>
  );
}
