// How the page is built: one entry, hashed files, a manifest that tells the server which of them to load.
import { cpSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import type { Plugin, ResolvedConfig } from 'vite'
import { defineConfig } from 'vitest/config'

const here = dirname(fileURLToPath(import.meta.url))

/** The API pages at /docs draw themselves with Swagger UI; its two files are served by ourselves, as they are. */
function swaggerUi(): Plugin {
  const files = ['swagger-ui.css', 'swagger-ui-bundle.js']
  let config: ResolvedConfig
  return {
    name: 'convscope:swagger-ui',
    apply: 'build',
    configResolved(resolved) {
      config = resolved
    },
    writeBundle() {
      const target = resolve(config.root, config.build.outDir, 'swagger-ui')
      mkdirSync(target, { recursive: true })
      for (const file of files) cpSync(join(here, 'node_modules/swagger-ui-dist', file), join(target, file))
    },
  }
}

export default defineConfig({
  base: '/static/',
  publicDir: false,
  plugins: [svelte(), svelteTesting(), swaggerUi()],
  build: {
    outDir: 'static/dist',
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    target: 'es2022',
    // Browsers that know light-dark() and nesting: the stylesheet is served as it was written.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    // Nothing is inlined: our content policy allows files from this server, not data: fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: 'static/src/main.ts' },
  },
  test: {
    environment: 'happy-dom',
    include: ['tests/js/**/*.test.ts'],
  },
})
