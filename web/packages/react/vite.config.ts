import { defineConfig } from 'vitest/config';

const locales = ['en', 'ja', 'ko', 'zh'];

export default defineConfig({
  build: {
    lib: {
      // A language is loaded by who imports it.
      entry: {
        index: 'src/index.ts',
        ...Object.fromEntries(locales.map((tag) => [`locales/${tag}`, `src/locales/${tag}.ts`])),
        style: 'src/style.css',
      },
      formats: ['es'],
    },
    // The style sheet is a file of its own, which the page imports.
    cssCodeSplit: true,
    // The page's own build says which browsers it is for.
    cssTarget: 'esnext',
    rolldownOptions: {
      external: [/^react(-dom)?($|\/)/, '@ringline/call-engine'],
      // Module by module, as the engine: bundlers leave out whole modules best.
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
    minify: false,
    sourcemap: true,
    target: 'es2022',
  },
  test: { name: 'react', environment: 'happy-dom' },
});
