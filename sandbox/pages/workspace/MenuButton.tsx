/** On a narrow screen: shows the sidebar. */
export const MenuButton = ({ onClick }: { onClick: () => void }) => (
  <button type="button" className="icon menu" aria-label="Channels and people" onClick={onClick}>
    ☰
  </button>
);
