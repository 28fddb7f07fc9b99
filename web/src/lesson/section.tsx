import { useRef } from 'preact/hooks';
import { QuestionBox } from './question';
import { phraseHandlers } from './phrase';
import { PanelSlot } from './slot';
import { useOwnHeight } from './sticky';
import type { Section } from './words';

/** Words at the left; at the right, the question and the panel they speak of. */
export function LessonSection({ section, table }: { section: Section; table: string }) {
  const { slug, title, panel, html, questions } = section;
  const words = useRef<HTMLDivElement>(null);
  const beside = useRef<HTMLDivElement>(null);
  useOwnHeight(words);
  useOwnHeight(beside);
  return (
    <section class="lesson-section">
      <div class="prose" ref={words}>
        <h2 id={slug} tabindex={-1} dangerouslySetInnerHTML={{ __html: title }} />
        <div class="prose-body" dangerouslySetInnerHTML={{ __html: html }} {...phraseHandlers} />
      </div>
      {panel && (
        <div class="beside" ref={beside}>
          {questions.map((question) => (
            <QuestionBox key={question.id} question={question} />
          ))}
          <PanelSlot key={panel} id={panel} fallbackTable={section.table ?? table} />
        </div>
      )}
    </section>
  );
}
