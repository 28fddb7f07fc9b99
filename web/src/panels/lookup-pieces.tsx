import type { PieceView } from '../source/types';
import { Chip } from '../parts/chip';

interface LookupPiecesProps {
  pieces: readonly PieceView[];
  chosen: number;
  onChoose: (index: number) => void;
}

/** The tokens of the text in their order; a click brings out another row. */
export function LookupPieces({ pieces, chosen, onChoose }: LookupPiecesProps) {
  return (
    <div class="lookup-pieces" role="group" aria-label="Tokens and ids">
      {pieces.map((piece, index) => (
        <span key={`${index} ${piece.token}`} data-unknown={piece.id === null || undefined}>
          <Chip
            token={piece.token}
            text={piece.spelled}
            id={piece.id}
            selected={index === chosen}
            onClick={() => onChoose(index)}
          />
        </span>
      ))}
      {pieces.length === 0 && <p class="lookup-empty">No token yet: type a word.</p>}
    </div>
  );
}
