import { QuestionBox } from './question';
import { phraseHandlers } from './phrase';
import { PanelSlot } from './slot';
import type { Section } from './words';

/** Words at the left; at the right, the question and the panel they speak of. */
export function LessonSection({ section, table }: { section: Section; table: string }) {
  const { slug, title, panel, html, questions } = section;
  return (
    <section class="lesson-section" aria-labelledby={slug}>
      <div class="prose">
        <h2 id={slug} tabindex={-1} dangerouslySetInnerHTML={{ __html: title }} />
        <div class="prose-body" dangerouslySetInnerHTML={{ __html: html }} {...phraseHandlers} />
      </div>
      {panel && (
        <div class="beside">
          {questions.map((question) => (
            <QuestionBox key={question.id} question={question} />
          ))}
          <PanelSlot key={panel} id={panel} fallbackTable={section.table ?? table} />
        </div>
      )}
    </section>
  );
}
