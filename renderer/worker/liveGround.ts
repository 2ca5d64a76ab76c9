import type { PriceBook } from '../../shared/catalog/types.ts';
import type { ReadableDatabase } from '../../shared/data/database.ts';
import { modelsNamed } from '../../shared/engine/problems.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import { preparePlan, type PlanGround, type PrepareOptions } from '../../shared/plan/prepare.ts';

/**
 * Keeps what scenarios stand on while levers are turned: history, forecasts and prices stay as they are until the data or
 * what the document says about them changes, or a lever names another model.
 */
export function createLiveGround(): (
  document: PlanDocument,
  revision: number,
  database: ReadableDatabase,
  book: PriceBook,
  options: PrepareOptions,
) => Promise<PlanGround | null> {
  let kept: { readonly key: string; readonly ground: Promise<PlanGround | null> } | null = null;
  return (document, revision, database, book, options) => {
    const { reporting, forecast, prices, aliases, exchangeRates, dimensionRules, privacy, scenarios } = document;
    const models = [...new Set(scenarios.flatMap(modelsNamed))].sort();
    const basis = { revision, reporting, forecast, prices, aliases, exchangeRates, dimensionRules, privacy, models };
    const key = JSON.stringify(basis);
    if (kept?.key !== key) {
      const ground = preparePlan(document, database, book, options).then((prepared) => prepared.ground);
      const made = { key, ground };
      kept = made;
      // What failed or was cancelled is prepared again when it is asked for again.
      ground.catch(() => {
        if (kept === made) kept = null;
      });
    }
    return kept.ground;
  };
}
