import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const DIST = path.join(import.meta.dirname, 'dist')

/** Builds the pages into console/dist, which the API serves. In development they are served beside it, with its API. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed()],
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

/** Each script and style is beside itself in short, made once here: a phone outdoors gets a third of the bytes. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async closeBundle() {
      const assets = path.join(DIST, 'assets')
      const names = (await readdir(assets)).filter((it) => /\.(js|css)$/.test(it))
      await Promise.all(names.map((it) => compress(path.join(assets, it))))
    },
  }
}

async function compress(file: string): Promise<void> {
  await writeFile(`${file}.gz`, await promisify(gzip)(await readFile(file)))
}
