import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

const needed = Object.keys(manifest.dependencies);

export default defineConfig({
  build: {
    lib: { entry: 'src/index.ts', formats: ['es'] },
    rolldownOptions: {
      // Whoever installs the package gets these with it, once.
      external: (id) => needed.some((name) => id === name || id.startsWith(`${name}/`)),
      // Module by module: bundlers leave out whole modules best, and a stack trace names the file it comes from.
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
    minify: false,
    sourcemap: true,
    target: 'es2022',
  },
  test: { name: 'call-engine', environment: 'node' },
});
