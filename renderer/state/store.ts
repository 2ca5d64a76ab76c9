import { temporal } from 'zundo';
import { subscribeWithSelector } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { createAskedSlice, type AskedSlice } from './asked.ts';
import { createDatasetSlice, type DatasetSlice } from './dataset.ts';
import { createDocumentSlice, type DocumentSlice, type UndoPort } from './document.ts';
import { createExploreSlice, type ExploreSlice } from './explore.ts';
import { createExportsSlice, type ExportsSlice } from './exports.ts';
import { createForecastSlice, type ForecastSlice } from './forecast.ts';
import { createJobsSlice, type JobsSlice } from './jobs.ts';
import { createModelsSlice, type ModelsSlice } from './models.ts';
import type { Ports } from './ports.ts';
import { createProjectSlice, type ProjectSlice } from './project.ts';
import { createProjectFilesSlice, type ProjectFilesSlice } from './projectFiles.ts';
import { createQuestionsSlice, type QuestionsSlice } from './questions.ts';
import { createResultsSlice, type ResultsSlice } from './results.ts';
import { createSourcesSlice, type SourcesSlice } from './sources.ts';
import { createUiSlice, type UiSlice } from './ui.ts';

export type WorkbenchState = AskedSlice &
  DocumentSlice &
  DatasetSlice &
  ExploreSlice &
  ExportsSlice &
  ForecastSlice &
  JobsSlice &
  ModelsSlice &
  ProjectSlice &
  ProjectFilesSlice &
  QuestionsSlice &
  ResultsSlice &
  SourcesSlice &
  UiSlice;

const UNDO_STEPS = 200;

/** The one store: slices by what may happen to them. Only `document` is saved and undone. */
export function createWorkbenchStore(ports: Ports) {
  // The document slice pauses undo during a drag; the temporal store exists only once the store does.
  const undo: { port: UndoPort | null } = { port: null };
  const store = createStore<WorkbenchState>()(
    subscribeWithSelector(
      temporal(
        (set, get, api) => ({
          ...createDocumentSlice(() => undo.port)(set, get, api),
          ...createAskedSlice(ports)(set, get, api),
          ...createDatasetSlice(ports)(set, get, api),
          ...createExploreSlice(ports)(set, get, api),
          ...createExportsSlice(ports)(set, get, api),
          ...createForecastSlice(ports)(set, get, api),
          ...createJobsSlice(ports)(set, get, api),
          ...createProjectSlice(ports, () => undo.port)(set, get, api),
          ...createProjectFilesSlice(ports, () => undo.port)(set, get, api),
          ...createModelsSlice(ports)(set, get, api),
          ...createQuestionsSlice(ports)(set, get, api),
          ...createResultsSlice(ports)(set, get, api),
          ...createSourcesSlice(ports)(set, get, api),
          ...createUiSlice(ports)(set, get, api),
        }),
        {
          partialize: ({ document }) => ({ document }),
          equality: (past, current) => past.document === current.document,
          limit: UNDO_STEPS,
        },
      ),
    ),
  );
  undo.port = store.temporal.getState();
  return store;
}

export type WorkbenchStore = ReturnType<typeof createWorkbenchStore>;
