import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the pages into console/dist, which the API serves. In development they are served beside it, with its API. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Two years old at most: Safari 16.4, Chromium 111, Firefox 114.
    target: 'baseline-widely-available',
    modulePreload: { polyfill: false },
    // A page that is needed later comes later; what it comes with is said by the sizes that the build prints.
    chunkSizeWarningLimit: 1200,
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
