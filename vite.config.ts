import react from '@vitejs/plugin-react'
import { defineConfig, type Rolldown } from 'vite'
import { SECURITY_HEADERS } from './scripts/headers.mjs'
import { programConstants } from './scripts/program-constants.mjs'
import { collectPackages, listPackages } from './scripts/shipped-packages.mjs'

// The development server writes scripts into the page, which the shipped policy forbids:
// everything else of the headers holds there too. Tests run the build under all of them.
const { 'Content-Security-Policy': _, ...developmentHeaders } = SECURITY_HEADERS

/** Of the page and its workers. */
const shipped = new Set<string>()

/** Each file costs a request, and the service worker another: what is needed at the same time is one. */
const PAGE_FILES: Rolldown.CodeSplittingGroup[] = [
  { name: 'page', tags: ['$initial'], priority: 2 },
  { name: 'autosave', test: /\/storage\/autosave\.ts$/, priority: 1 },
  {
    name: 'track',
    test: /\/features\/(findings|meters|price|proposal|rack|references|scopes|waveform)\//,
  },
]
const ENGINE_FILES: Rolldown.CodeSplittingGroup[] = [
  { name: 'engine', test: /\/worker\/start-engine\.ts$/ },
]

export default defineConfig({
  define: programConstants(),
  plugins: [react(), collectPackages(shipped), listPackages(shipped)],
  server: { port: 8000, strictPort: true, headers: developmentHeaders },
  build: {
    outDir: 'dist/www',
    emptyOutDir: true,
    target: 'es2022',
    // The kernels and worklets are fetched by URL: as data: URLs the page's CSP would stop them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: PAGE_FILES } } },
  },
  worker: {
    format: 'es',
    plugins: () => [collectPackages(shipped)],
    rolldownOptions: { output: { codeSplitting: { groups: ENGINE_FILES } } },
  },
})
