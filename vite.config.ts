import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // The kernels and worklets are fetched by URL: as data: URLs the page's CSP would stop them.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
})
