import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import floors from './eslint.floors.js';

// A focused or skipped test makes the rest of a file stop running without a word.
const noFocusedTests = {
  'no-restricted-syntax': [
    'error',
    {
      selector:
        'MemberExpression[property.name=/^(only|skip|todo)$/][object.name=/^(it|test|describe|suite)$/]',
      message: 'No focused, skipped or planned tests: finish the test or remove it.',
    },
  ],
};

export default defineConfig(
  globalIgnores(['dist', 'node_modules', 'cdktf.out', 'coverage']),
  js.configs.recommended,
  floors,
  { rules: { 'max-lines': ['error', 250] } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-template-curly-in-string': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // An empty arrow is how "nobody waits for this" is said.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['components/**/*.ts', 'website/**/*.{ts,tsx}'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended']],
    plugins: { 'lit-a11y': litA11y },
    settings: {
      lit: { elementBaseClasses: ['LitElement', 'RoomElement', 'EntryForm'] },
      wc: { elementBaseClasses: ['LitElement', 'RoomElement', 'EntryForm'] },
    },
    rules: {
      ...litA11y.configs.recommended.rules,
      // Lit calls the handlers of a template with its element as `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      ...noFocusedTests,
      // node:test's describe and it return promises that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            // A plugin of @open-wc/testing types chai's `equal` as a promise, which it never is here.
            { from: 'package', name: ['Assertion', 'Equal'], package: 'chai' },
            {
              from: 'package',
              name: ['describe', 'it', 'test', 'suite', 'before', 'after'],
              package: 'node:test',
            },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
