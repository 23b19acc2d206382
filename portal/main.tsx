import { render } from 'preact';
import './styles/portal.scss';
import { App } from './app.tsx';

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
