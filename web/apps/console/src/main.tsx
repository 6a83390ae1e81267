import '@ringline/look/style.css';
import { loadLook } from '@ringline/look';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { loadLanguage } from './language';
import './styles/index.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
const look = loadLook();
// The first thing that is seen is in the right language.
const language = await loadLanguage(look.language);
createRoot(root).render(<App look={look} language={language} />);
