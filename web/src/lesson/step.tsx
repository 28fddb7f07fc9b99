import { useSignal, useSignalEffect } from '@preact/signals';
import { steps } from 'virtual:lesson';
import { useEffect, useRef } from 'preact/hooks';
import { Notice } from '../parts/notice';
import { known, search } from '../state/address';
import { markPhrases } from './phrase';
import { LessonSection } from './section';
import { followHere, stepAddress } from './steps';
import type { StepEntry, StepWords } from './words';

/** One step of the lesson: its title, its sections, and the way on. */
export function Step({ entry }: { entry: StepEntry }) {
  const words = useSignal<StepWords | null>(null);
  const failed = useSignal(false);
  useEffect(() => {
    entry.load().then((loaded) => (words.value = loaded), () => (failed.value = true));
  }, [entry]);
  useSignalEffect(() => {
    if (words.value && search.value !== null && known.value >= 0) requestAnimationFrame(markPhrases);
  });
  return (
    <article class="step" data-step={entry.number}>
      <StepTitle entry={entry} />
      {failed.value && (
        <Notice>
          <p>The words of this step could not be fetched from the server. Reload the page to try again.</p>
        </Notice>
      )}
      {words.value?.sections.map((section) => (
        <LessonSection key={section.slug} section={section} table={entry.table} />
      ))}
      {words.value && <Onward number={entry.number} />}
    </article>
  );
}

let opened = false;

/** After a change of step the title takes the focus, so that readers of every kind start at the top. */
function StepTitle({ entry }: { entry: StepEntry }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${entry.number}. ${entry.title} · rowspace`;
    if (opened) title.current?.focus({ preventScroll: true });
    opened = true;
  }, [entry]);
  return (
    <header class="step-head">
      <p class="step-count">
        Step {entry.number} of {steps.length}
      </p>
      <h1 tabindex={-1} ref={title}>
        {entry.title}
      </h1>
    </header>
  );
}

function Onward({ number }: { number: number }) {
  const earlier = steps.find((step) => step.number === number - 1);
  const later = steps.find((step) => step.number === number + 1);
  return (
    <nav class="onward" aria-label="Previous and next step">
      {earlier && (
        <a href={stepAddress(earlier.number)} onClick={followHere(earlier.number)} rel="prev">
          <small>Previous</small>
          <span>{earlier.title}</span>
        </a>
      )}
      {later && (
        <a href={stepAddress(later.number)} onClick={followHere(later.number)} rel="next">
          <small>Next</small>
          <span>{later.title}</span>
        </a>
      )}
    </nav>
  );
}
