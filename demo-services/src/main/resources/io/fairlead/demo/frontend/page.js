'use strict';

const tally = new Map();

function count(who, version, failed) {
  let row = tally.get(who);
  if (!row) {
    const tr = document.getElementById('tally').insertRow();
    tr.className = failed ? 'failed' : '';
    row = {answers: 0, cells: [tr.insertCell(), tr.insertCell(), tr.insertCell()]};
    tally.set(who, row);
  }
  row.answers += 1;
  // textContent, because what a backend says is not markup.
  row.cells[0].textContent = who;
  row.cells[1].textContent = version;
  row.cells[2].textContent = row.answers;
}

async function call() {
  const latest = document.getElementById('latest');
  const started = performance.now();
  try {
    const response = await fetch('api', {cache: 'no-store'});
    const answer = await response.json();
    const millis = Math.round(performance.now() - started);
    if (response.ok) {
      count(answer.backend.address, answer.backend.version, false);
      latest.textContent = `${answer.backend.address} answered in ${millis} ms.`;
    } else {
      count('failed', '', true);
      latest.textContent = `Failed after ${millis} ms: ${answer.error}`;
    }
  } catch (failure) {
    count('failed', '', true);
    latest.textContent = `The frontend does not answer: ${failure.message}`;
  }
}

function announce() {
  // A screen reader should tell single answers, not two a second.
  const repeating = document.getElementById('repeat').checked;
  document.getElementById('latest').setAttribute('aria-live', repeating ? 'off' : 'polite');
}

document.getElementById('call').addEventListener('click', call);
document.getElementById('repeat').addEventListener('change', announce);
setInterval(() => {
  if (document.getElementById('repeat').checked && !document.hidden) {
    call();
  }
}, 500);
announce();
call();
