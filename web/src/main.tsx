import { render } from 'preact';
import 'katex/dist/katex.min.css';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/figure.css';
import './style/lesson.css';
import { Root } from './root';
import { loadTables } from './source/tables';
import { restoreTheme } from './state/theme';

restoreTheme();
void loadTables();
render(<Root />, document.getElementById('page')!);
