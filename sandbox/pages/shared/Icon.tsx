const PATHS = {
  hash: "M6 2 4.5 14M11.5 2 10 14M2.5 5.5h11M2 10.5h11",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  app: "M2.5 4.5a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H7l-3 3v-3a2 2 0 0 1-1.5-2z",
  home: "M2.5 7.5 8 3l5.5 4.5v6h-4v-4h-3v4h-4z",
};

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg className="sign" viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
