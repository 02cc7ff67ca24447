import "../shared/theme.css";
import "slack-blocks-to-jsx/dist/style.css";
import "./workspace.css";
import "./blocks.css";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
