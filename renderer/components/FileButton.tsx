import { useRef, type ReactElement } from 'react';
import { Button } from './Controls.tsx';

/** A button that asks for one file of a kind. */
export function FileButton(props: {
  readonly text: string;
  /** What the file picker offers, `.csv`. */
  readonly accept: string;
  readonly testId: string;
  readonly onPick: (file: File) => void;
}): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={props.accept}
        data-testid={props.testId}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) props.onPick(file);
          // The same file can be picked again after it was mended.
          event.currentTarget.value = '';
        }}
      />
      <Button
        onClick={() => {
          input.current?.click();
        }}
      >
        {props.text}
      </Button>
    </>
  );
}
