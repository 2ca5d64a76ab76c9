import { useState, type ReactElement } from 'react';
import type { Slide } from '../../../shared/deck/model.ts';
import { ColourInput, Select, Switch, TextInput } from '../../components/Controls.tsx';
import { Card } from '../../components/View.tsx';
import type { DocumentSlice } from '../../state/document.ts';
import { useWorkbench } from '../../state/useStore.tsx';

type Edit = DocumentSlice['edit'];

/** What the shown slide and the whole deck say. Every change is a step that undo takes back. */
export function DeckOptions({ slide, generated }: { readonly slide: Slide; readonly generated: string }): ReactElement {
  const edit = useWorkbench((state) => state.edit);
  const deck = useWorkbench((state) => state.document.deck);
  const scenarios = useWorkbench((state) => state.document.scenarios);
  const { id } = slide;
  return (
    <div className="deck__options">
      <Card title="This slide">
        <div className="grid">
          <CommittedText
            key={id}
            label="Title sentence"
            value={deck.titles[id] ?? ''}
            placeholder={generated}
            onCommit={(text) => {
              edit('Write a slide title', (draft) => {
                if (text === '') draft.deck.titles = without(draft.deck.titles, id);
                else draft.deck.titles[id] = text;
              });
            }}
          />
          <p className="muted">Left empty, the title is made from the numbers.</p>
          <Switch
            label="In the deck"
            isLabelShown
            isOn={!deck.hidden.includes(id)}
            onChange={(isOn) => {
              edit(isOn ? 'Include a slide' : 'Leave a slide out', (draft) => {
                draft.deck.hidden = isOn
                  ? draft.deck.hidden.filter((other) => other !== id)
                  : [...draft.deck.hidden, id];
              });
            }}
          />
        </div>
      </Card>
      <Card title="The deck">
        <div className="grid">
          <CommittedText
            label="Deck title"
            value={deck.title}
            placeholder="AI spend: plan and forecast"
            onCommit={(text) => {
              setOption(edit, 'Name the deck', { title: text });
            }}
          />
          <Select
            label="Argues for"
            isLabelShown
            value={deck.comparison ?? scenarios[0]?.id ?? ''}
            options={
              scenarios.length === 0
                ? [{ value: '', label: 'Baseline' }]
                : scenarios.map((scenario) => ({ value: scenario.id, label: scenario.name }))
            }
            onChange={(value) => {
              setOption(edit, 'Choose what the deck argues for', { comparison: value === '' ? null : value });
            }}
          />
          <CommittedText
            label="Footer"
            value={deck.footer}
            placeholder="Your company"
            onCommit={(text) => {
              setOption(edit, 'Write the footer', { footer: text });
            }}
          />
          <div className="row">
            <ColourInput
              label="Main colour"
              value={deck.primary}
              onChange={(primary) => {
                setOption(edit, 'Choose the main colour', { primary });
              }}
            />
            <ColourInput
              label="Second colour"
              value={deck.accent}
              onChange={(accent) => {
                setOption(edit, 'Choose the second colour', { accent });
              }}
            />
          </div>
        </div>
      </Card>
    </div>
  );
}

type Options = Parameters<Parameters<Edit>[1]>[0]['deck'];

const setOption = (edit: Edit, label: string, change: Partial<Options>): void => {
  edit(label, (draft) => {
    Object.assign(draft.deck, change);
  });
};

const without = <T extends object>(record: T, key: keyof T): T =>
  // Leaving one optional member out of a record keeps it a record of the same kind.
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key)) as T;

/** A field that keeps what is typed until it is left or Enter is pressed: one step of undo, not one a letter. */
function CommittedText(props: {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onCommit: (text: string) => void;
}): ReactElement {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <TextInput
      label={props.label}
      isLabelShown
      value={draft ?? props.value}
      placeholder={props.placeholder}
      onChange={setDraft}
      onCommit={() => {
        if (draft !== null && draft !== props.value) props.onCommit(draft.trim());
        setDraft(null);
      }}
    />
  );
}
