/** The words of the lesson as the build reads them from Markdown. All HTML in them is the build's own. */

export interface StepWords {
  number: number;
  title: string;
  /** Default table of the step. */
  table: string;
  sections: Section[];
}

export interface Section {
  slug: string;
  title: string;
  panel: string | null;
  /** Default table of this section, where it differs from the step's. */
  table: string | null;
  html: string;
  questions: Question[];
}

export interface Question {
  id: string;
  ask: string;
  choices: string[];
  /** Index of the right choice. */
  right: number;
  reveal: string;
  /** Parameters set after the guess, so that the panel answers. */
  set: string | null;
}

export interface StepEntry {
  number: number;
  title: string;
  table: string;
  load: () => Promise<StepWords>;
}
