import { useState, type ReactElement } from 'react';
import {
  dimensionRuleSchema,
  OWN_DIMENSIONS,
  RULE_FIELDS,
  type OwnDimension,
  type RuleField,
} from '../../../shared/model/dataSettings.ts';
import { percent } from '../../../shared/units/format.ts';
import { Button, Select, TextInput } from '../../components/Controls.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS } from '../labels.ts';

type Draft = {
  readonly dimension: OwnDimension;
  readonly value: string;
  readonly field: RuleField;
  /** Name of the tag, where the field is a tag. */
  readonly tag: string;
  readonly pattern: string;
};
const EMPTY: Draft = { dimension: 'team', value: '', field: 'project', tag: '', pattern: '' };

const options = (names: readonly (OwnDimension | RuleField)[]) =>
  names.map((name) => ({ value: name, label: name === 'tag' ? 'Tag' : DIMENSION_LABELS[name] }));

/** Who usage belongs to, by pattern; the first rule that fits decides. */
export function DimensionRules(): ReactElement {
  const rules = useWorkbench((state) => state.document.dimensionRules);
  const untagged = useWorkbench((state) => state.dataset.summary?.untagged);
  const edit = useWorkbench((state) => state.edit);
  const newId = useWorkbench((state) => state.newId);
  const [draft, setDraft] = useState(EMPTY);
  const [problem, setProblem] = useState('');
  const add = (): void => {
    const parsed = dimensionRuleSchema.safeParse({
      id: newId(),
      dimension: draft.dimension,
      value: draft.value.trim(),
      when: [
        {
          field: draft.field,
          pattern: draft.pattern.trim(),
          ...(draft.field === 'tag' ? { tag: draft.tag.trim() } : {}),
        },
      ],
    });
    if (!parsed.success) {
      setProblem(
        draft.field === 'tag'
          ? 'A rule by tag needs a value to give, the name of the tag and a pattern to look for.'
          : 'A rule needs a value to give and a pattern to look for.',
      );
      return;
    }
    edit(`Add a rule for ${parsed.data.value}`, (document) => {
      document.dimensionRules.push(parsed.data);
    });
    setDraft({ ...EMPTY, dimension: draft.dimension, field: draft.field });
    setProblem('');
  };
  const shares = OWN_DIMENSIONS.flatMap((dimension) => {
    const share = untagged?.[dimension] ?? null;
    return share === null ? [] : [`${DIMENSION_LABELS[dimension].toLowerCase()} ${percent(share)}`];
  });
  return (
    <section aria-label="Who usage belongs to" className="settings">
      <h3>Who usage belongs to</h3>
      {shares.length > 0 && <p className="muted">Share of the spend without a name: {shares.join(', ')}.</p>}
      <ul className="settings__list">
        {rules.map((rule) => (
          <li key={rule.id}>
            <span>
              {DIMENSION_LABELS[rule.dimension]} is {rule.value}
            </span>
            <span className="muted">
              where{' '}
              {rule.when
                .map(({ field, tag, pattern }) =>
                  field === 'tag'
                    ? `tag ${tag ?? ''} is ${pattern}`
                    : `${DIMENSION_LABELS[field].toLowerCase()} is ${pattern}`,
                )
                .join(' and ')}
            </span>
            <Button
              look="quiet"
              label={`Remove the rule for ${rule.value}`}
              onClick={() => {
                edit(`Remove the rule for ${rule.value}`, (document) => {
                  document.dimensionRules = document.dimensionRules.filter(({ id }) => id !== rule.id);
                });
              }}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <div className="row">
        <Select
          label="Name of a"
          isLabelShown
          value={draft.dimension}
          options={options(OWN_DIMENSIONS)}
          onChange={(name) => {
            setDraft({ ...draft, dimension: OWN_DIMENSIONS.find((known) => known === name) ?? draft.dimension });
          }}
        />
        <TextInput
          label="Value"
          isLabelShown
          value={draft.value}
          placeholder="Support"
          onChange={(value) => {
            setDraft({ ...draft, value });
          }}
        />
        <Select
          label="Where"
          isLabelShown
          value={draft.field}
          options={options(RULE_FIELDS)}
          onChange={(name) => {
            setDraft({ ...draft, field: RULE_FIELDS.find((known) => known === name) ?? draft.field });
          }}
        />
        {draft.field === 'tag' && (
          <TextInput
            label="Name of the tag"
            isLabelShown
            value={draft.tag}
            placeholder="cost-centre"
            onChange={(tag) => {
              setDraft({ ...draft, tag });
            }}
          />
        )}
        <TextInput
          label="Is (* stands for any text)"
          isLabelShown
          value={draft.pattern}
          placeholder="support-*"
          onChange={(pattern) => {
            setDraft({ ...draft, pattern });
          }}
        />
        <Button onClick={add}>Add the rule</Button>
      </div>
      {problem !== '' && (
        <p className="amount__problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
