import { render } from 'preact';
import { App } from './app';
import { connectService } from './run';
import { connectDocument, fromFragment } from './state';
import './styles/page.css';

connectDocument();
fromFragment(location.hash.slice(1));
addEventListener('hashchange', () => { fromFragment(location.hash.slice(1)); });
connectService();
render(<App />, document.getElementById('app')!);
