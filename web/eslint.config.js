import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  // app.ts is written as apps of the documented engine are.
  globalIgnores(['**/dist/', 'compat/types/app.ts']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // A union that grows must break every switch over it.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Numbers read well in texts; nothing else does by accident.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // const { secret, ...rest } = all
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // An empty string is as good as none.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // Event handlers: onClick={() => send()}.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['sdk/address.js'], // runs in a page
    languageOptions: { globals: { document: 'readonly', location: 'readonly' } },
  },
  {
    files: ['apps/**/*.{ts,tsx}', 'packages/react/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
);
