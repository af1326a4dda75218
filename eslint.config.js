import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** The folders of the engine in the order in which data passes through them: a file imports only from its own folder, from `model`, or from the left. */
const engineFolders = ['model', 'graph', 'contacts', 'interactions', 'metrics', 'output', 'insights', 'store', 'consent', 'enrichments', 'segments', 'runs', 'service'];

const noAmbientTime = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The clock is passed in (engine/model/clock.ts): results must be the same whenever they are computed.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The clock is passed in (engine/model/clock.ts): results must be the same whenever they are computed.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'The environment is read in infra only; the engine is given its configuration.',
  },
];

const directions = engineFolders.map((folder, index) => ({
  files: [`engine/${folder}/**/*.ts`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${[...engineFolders.slice(index + 1), 'index', 'run', 'failure', 'infra', 'bot', 'tab', 'test'].join('|')})[/.]`,
            message: `engine/${folder} may import only from engine/${engineFolders.slice(0, index + 1).join(', engine/')}.`,
          },
        ],
      },
    ],
  },
}));

const throughTheFace = {
  files: ['infra/**/*.ts', 'bot/**/*.ts', 'tab/{api,contract}/**/*.ts'],
  // Tests, and what only they use.
  ignores: ['**/*.test.ts', '**/test[A-Z]*.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ regex: '/engine/.+/', message: 'The engine is called through its faces, the files that lie in engine/ itself.' }] },
    ],
  },
};

/** Types are gone when the page is built; a value would bring the engine into the browser. */
const typesOfTheContract = {
  files: ['tab/ui/**/*.{ts,tsx}'],
  ignores: ['**/*.test.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [{ regex: '/(engine|contract)/', allowTypeImports: true, message: 'The ui imports types only of the engine and of the contract.' }, { regex: '/(bot|infra|api/routes)/', message: 'The ui knows neither bot nor infra.' }] },
    ],
  },
};

const behindThePort = {
  files: ['**/*.ts'],
  ignores: ['bot/teams/**', 'tab/ui/**'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [{ regex: '^(botbuilder|botframework-)', message: 'Only bot/teams knows the SDK of the bot, so that another one changes one folder.' }] },
    ],
  },
};

export default tseslint.config(
  { ignores: ['node_modules/', 'build/', '**/dist/', 'coverage/', '.data/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './tab/ui/tsconfig.json', './infra/teams-frame/page/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['engine/**/*.ts', 'bot/**/*.ts', 'tab/**/*.ts'],
    // The ui runs in a browser, whose clock is its only one.
    ignores: ['**/*.test.ts', 'tab/ui/**'],
    rules: { 'no-restricted-syntax': ['error', ...noAmbientTime] },
  },
  ...directions,
  throughTheFace,
  behindThePort,
  typesOfTheContract,
  {
    files: ['tab/ui/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat['recommended-latest'],
    rules: {
      ...reactHooks.configs.flat['recommended-latest'].rules,
      // Of what React's compiler could not improve; it is not used here.
      'react-hooks/incompatible-library': 'off',
    },
  },
);
