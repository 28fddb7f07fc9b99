import { createContext } from 'preact';
import type { TableInfo } from '../source/types';

/** Rows and dims that the size panel begins with, given by a page about one table. */
export const OwnShapeContext = createContext<Pick<TableInfo, 'name' | 'rows' | 'dim'> | null>(null);
