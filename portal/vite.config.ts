import { defineConfig } from 'vite';

/** Static files for one origin; what is not a page goes to the API (`local/launcher/portal-front.ts`, CloudFront). */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../.cache/portal',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Its loader is an inline script, which the policy of the pages forbids; browsers that know modules need none.
    modulePreload: { polyfill: false },
    // Sass takes its time; nothing to be done about it.
    rolldownOptions: { checks: { pluginTimings: false }, output: { assetFileNames: 'assets/[name]-[hash][extname]' } },
  },
  // `npm run portal`: pages with reload, the API of a running province. Cookies belong to the host, not to its port.
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/v1', '/session'].map((path) => [path, process.env.MOTCUA_PORTAL ?? ''])),
  },
  css: { preprocessorOptions: { scss: { loadPaths: ['node_modules'] } } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
