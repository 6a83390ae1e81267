import '@ringline/react/style.css';
import '@ringline/look/style.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { loadLanguage } from './language';
import { loadSettings } from './settings';
import './styles/index.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
const settings = loadSettings();
// The first thing that is seen is in the right language.
const language = await loadLanguage(settings.language);
createRoot(root).render(<App settings={settings} language={language} />);
