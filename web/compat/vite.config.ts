import { defineConfig } from 'vite';

export default defineConfig({
  root: 'app',
  resolve: {
    // The whole move to Ringline: where the kit asks for its engine, it gets ours.
    alias: { '@trtc/call-engine-lite-js': '@ringline/call-engine' },
  },
  build: { outDir: '../../../build/compat', emptyOutDir: true, chunkSizeWarningLimit: 3000 },
});
