import { setParams, param } from '../state/address';
import { readSettings } from './phrase';
import type { Question } from './words';

/** Letters up to which choices stand two in a row. */
const SHORT = 24;

/** Predict, then reveal: a guess is kept in the address as `q.<id>`, and the answer stays. */
export function QuestionBox({ question }: { question: Question }) {
  const guess = param(`q.${question.id}`);
  const index = guess.value === '' ? -1 : Number(guess.value);
  const answered = question.choices[index] !== undefined;
  const choose = (choice: number): void => {
    guess.value = String(choice);
    if (question.set) setParams(readSettings(question.set));
  };
  return (
    <section class="question" aria-label="Question" data-question={question.id} data-answered={answered}>
      <p class="question-ask" dangerouslySetInnerHTML={{ __html: question.ask }} />
      <ol data-short={question.choices.every((choice) => choice.length <= SHORT) || undefined}>
        {question.choices.map((choice, number) => (
          <li key={choice}>
            <button
              type="button"
              disabled={answered}
              data-mark={answered ? mark(number, index, question.right) : undefined}
              onClick={() => choose(number)}
            >
              <span dangerouslySetInnerHTML={{ __html: choice }} />
              {answered && <small>{words(number, index, question.right)}</small>}
            </button>
          </li>
        ))}
      </ol>
      <div class="question-reveal" role="status">
        {answered && <p dangerouslySetInnerHTML={{ __html: question.reveal }} />}
      </div>
      {answered && (
        <button type="button" class="quiet-button" onClick={() => (guess.value = '')}>
          Ask me again
        </button>
      )}
    </section>
  );
}

function mark(choice: number, guess: number, right: number): string | undefined {
  if (choice === right) return 'right';
  return choice === guess ? 'guess' : undefined;
}

function words(choice: number, guess: number, right: number): string {
  if (choice === right) return choice === guess ? 'your guess, and so it is' : 'so it is';
  return choice === guess ? 'your guess' : '';
}
