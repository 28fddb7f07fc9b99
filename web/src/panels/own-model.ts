import { createContext } from 'preact';

/** The model whose table is open: its settings, what they come to, and how Python names it. */
export interface OwnModel {
  title: string;
  text: string;
  encoding: string;
  python: string;
}

/** Given by a page about one table. */
export const OwnModelContext = createContext<OwnModel | null>(null);
