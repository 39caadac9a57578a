import { Editor } from './panels/editor';
import { Inputs } from './panels/inputs';
import { Picture } from './panels/picture';
import { Walk } from './panels/walk';
import { Panels } from './panels/panels';
import { Header } from './panels/header';
import { announcement } from './state';

export function App() {
  return (
    <>
      <a class="skip" href="#picture">Skip to the graph</a>
      <Header />
      <div class="layout">
        <aside class="column" aria-label="Computation">
          <Editor />
          <Inputs />
        </aside>
        <main class="column" id="main">
          <section class="card stage" id="picture" tabIndex={-1} aria-label="Graph">
            <Picture />
            <Walk />
          </section>
          <Panels />
        </main>
      </div>
      <footer class="foot">
        Everything here is one <a href="/swagger">request to the service</a>: the page computes nothing itself.
      </footer>
      <p class="unseen" role="status" aria-live="polite">{announcement}</p>
    </>
  );
}
