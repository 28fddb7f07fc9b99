import { steps } from 'virtual:lesson';
import { useEffect } from 'preact/hooks';
import { Notice } from '../parts/notice';
import { tablesError } from '../source/tables';
import { LessonBar } from './bar';
import { Rail } from './rail';
import { Step } from './step';
import { arrowKeys, followHere, step, stepAddress } from './steps';

/** The lesson: bar on top, steps at the side, the open step. */
export function LessonPage() {
  useEffect(() => {
    addEventListener('keydown', arrowKeys);
    return () => removeEventListener('keydown', arrowKeys);
  }, []);
  const entry = step.value;
  return (
    <>
      <a class="skip" href="#lesson">
        Skip to the lesson
      </a>
      <LessonBar />
      <div class="lesson">
        <Rail />
        <main id="lesson" tabindex={-1}>
          {tablesError.value && <Notice error={tablesError.value} />}
          {entry ? <Step key={entry.number} entry={entry} /> : <NoSuchStep />}
        </main>
      </div>
    </>
  );
}

function NoSuchStep() {
  useEffect(() => void (document.title = 'No such page · rowspace'), []);
  return (
    <article class="step">
      <header class="step-head">
        <p class="step-count">404</p>
        <h1>There is no page at this address</h1>
      </header>
      <div class="prose">
        <p>The lesson has {steps.length} steps:</p>
        <ol>
          {steps.map(({ number, title }) => (
            <li key={number}>
              <a href={stepAddress(number)} onClick={followHere(number)}>
                {title}
              </a>
            </li>
          ))}
        </ol>
      </div>
    </article>
  );
}
