/**
 * The table of ARCHITECTURE.md, "Who may import whom", as rules. `inside` lists folders of this repository, `packages`
 * the npm packages a layer may import; everything else is an error.
 */
const shared = (...layers) => layers.map((layer) => `^shared/${layer}/`);
const everyShared = ['^shared/'];

const LAYERS = [
  { name: 'shared/units', inside: [], packages: [] },
  { name: 'shared/engine', inside: shared('units'), packages: [] },
  { name: 'shared/simulate', inside: shared('units', 'engine'), packages: ['pure-rand'] },
  {
    name: 'shared/forecast',
    inside: shared('units'),
    packages: ['@bsull/augurs', 'simple-statistics', 'ml-levenberg-marquardt', 'pure-rand'],
  },
  { name: 'shared/model', inside: shared('units', 'engine'), packages: ['zod'] },
  {
    name: 'shared/catalog',
    inside: shared('units', 'engine', 'model'),
    packages: ['@pydantic/genai-prices', 'zod'],
  },
  {
    name: 'shared/data',
    inside: shared('units', 'engine', 'model', 'catalog'),
    packages: ['zod', 'apache-arrow', '@streamparser/json', 'parquet-wasm', 'fflate'],
  },
  {
    name: 'shared/plan',
    inside: shared('units', 'engine', 'simulate', 'forecast', 'model', 'catalog', 'data'),
    packages: ['zod'],
  },
  {
    name: 'shared/deck',
    inside: shared('units', 'engine', 'model', 'plan'),
    packages: ['pptxgenjs', 'excelize-wasm', 'fflate'],
  },
  { name: 'shared/ipc', inside: shared('units', 'engine', 'model'), packages: ['zod'] },
  {
    name: 'renderer/platform',
    inside: shared('ipc', 'units', 'model', 'engine'),
    packages: ['zod'],
  },
  {
    name: 'renderer/worker',
    inside: everyShared,
    packages: ['@duckdb/duckdb-wasm', '@bsull/augurs', 'excelize-wasm'],
  },
  {
    name: 'renderer/state',
    // The workers' interfaces are types; the store calls them through its ports.
    inside: [...everyShared, '^renderer/platform/', '^renderer/worker/(dataApi|computeApi|rpc)\\.ts$'],
    packages: ['zustand', 'immer', 'zundo', 'react', 'zod'],
  },
  {
    name: 'renderer/charts',
    inside: [...everyShared, '^renderer/state/'],
    packages: ['react', 'plotly.js-strict-dist-min'],
  },
  {
    name: 'renderer/components',
    inside: ['^shared/units/', '^shared/engine/', '^shared/model/', '^renderer/state/'],
    packages: ['react', 'react-dom', '@blueprintjs/core', '@tanstack/react-table', '@tanstack/react-virtual'],
  },
  {
    name: 'renderer/views',
    inside: [...everyShared, '^renderer/state/', '^renderer/charts/', '^renderer/components/'],
    packages: ['react'],
  },
];

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const npm = (packages) => packages.map((name) => `^node_modules/${escape(name)}(/|$)`);

const layerRules = LAYERS.flatMap(({ name, inside, packages }) => [
  {
    name: `${name} stays in its layer`,
    severity: 'error',
    from: { path: `^${name}/` },
    to: {
      path: '^(electron|renderer|shared|test|bench|scripts|bin)/',
      pathNot: [`^${name}/`, '^shared/portable', ...inside],
    },
  },
  {
    name: `${name} imports listed packages only`,
    severity: 'error',
    from: { path: `^${name}/` },
    to: { path: '^node_modules/', pathNot: npm(packages) },
  },
]);

const only = (name, packagePattern, allowedFrom) => ({
  name,
  severity: 'error',
  from: { path: '^(electron|renderer|shared)/', pathNot: allowedFrom },
  to: { path: packagePattern },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'everything resolves', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?url$' } },
    {
      name: 'the engine reaches no package',
      severity: 'error',
      from: { path: '^shared/engine/' },
      to: { path: '^node_modules/', reachable: true },
    },
    {
      name: 'shared code uses no built-in of Node',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the host knows no page',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(renderer|test|bench)/' },
    },
    {
      name: 'the preload script is thin',
      severity: 'error',
      from: { path: '^electron/preload\\.ts$' },
      to: { pathNot: ['^shared/ipc/channels\\.ts$', '^node_modules/electron/', '^electron$'] },
    },
    only('duckdb has two doors', '^node_modules/@duckdb/', ['^electron/duckdb\\.ts$', '^renderer/worker/']),
    only('electron stays in the shell', '^node_modules/electron/', [
      '^electron/(main|shell|window|menu|protocol|permissions|preload)\\.ts$',
      '^electron/ipc/register\\.ts$',
    ]),
    only('plotly has one door', '^node_modules/plotly', ['^renderer/charts/Figure\\.tsx$', '^renderer/charts/plotly']),
    ...layerRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    exclude: { path: '^(dist|\\.types)/' },
  },
};
