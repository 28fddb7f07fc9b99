import { defineConfig } from 'vite';
import { lesson } from './plugins/lesson.ts';

/** The server the development page talks to: start it with `rowspace --no-browser --port 8765`. */
const SERVER = process.env.ROWSPACE_SERVER ?? 'http://127.0.0.1:8765';

/** How the files of a step's panels begin: one chunk a step, since the panels of a step are read one after the other. */
const STEPS = [
  'one-hot|lookup|training',
  'matrix|compare-rows|rotation|row-numbers|cell-reading',
  'map',
  'pair\\b|pair-four|similarity|arithmetic|ranked-tokens|parallel|bias\\b|weat|rank\\b',
  'order|waves|clocks|learned|rotary|model-source|turn-map|gap-curve|layers|biases|pairings|precision',
  'pipeline|size|quantized',
];

export default defineConfig({
  plugins: [lesson('../lesson')],
  build: {
    outDir: '../src/rowspace/server/static',
    emptyOutDir: true,
    // Which chunk needs which: the budgets of lesson and workbench are held by it.
    manifest: true,
    target: 'es2022',
    // The page's policy allows fonts from the server alone, so none may travel inside the CSS.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One style sheet, and one chunk each for what panels share: small files compress badly one by one.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'parts', test: /src.(?:parts|source|state)/ },
            { name: 'plot', test: /src.plot/ },
            ...STEPS.map((panels, step) => ({ name: `step-${step + 1}`, test: new RegExp(`src.panels.(?:${panels})[^/\\\\]*$`) })),
            { name: 'step-5', test: /src.maths/ },
          ],
        },
      },
    },
    reportCompressedSize: false,
  },
  // The server refuses a request whose Host or Origin is not its own.
  server: { proxy: { '/api': { target: SERVER, changeOrigin: true, headers: { origin: SERVER } } } },
});
