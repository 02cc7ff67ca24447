import { defineConfig } from "vite";

// One page, one folder: `vite build --mode workspace` and `vite build --mode org`.
export default defineConfig(({ mode }) => ({
  root: mode,
  build: {
    outDir: `../dist/${mode}`,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500, // slack-blocks-to-jsx brings a whole parser
  },
}));
