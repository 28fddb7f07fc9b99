import type { Card } from '../source/types';

/** What the table's tokenizer makes of a word, or why it cannot be asked. */
export function Pieces({ of }: { of: Pick<Card, 'tokenizer' | 'pieces' | 'unsplit'> }) {
  if (of.unsplit) return <>Its pieces are not known. {of.unsplit}</>;
  return (
    <>
      {of.tokenizer} reads it as{' '}
      {of.pieces.map((piece, at) => (
        <span key={at} class="bench-piece" data-unknown={!piece.known || undefined}>
          <bdi>{piece.spelled}</bdi>
        </span>
      ))}
    </>
  );
}
