// Simulates the readers of a game day with k6: pages of a demo account, at a steady rate, through the gateway. At its
// end it writes one line, "gameday {…}", with the seconds, the requests, the failed ones (no answer, or 5xx), and
// those that took longer than 250 ms.
import http from 'k6/http';
import { Counter } from 'k6/metrics';

const host = 'https://chronobook.localhost';
const pages = ['/', '/reading-list', '/statistics', '/forecast'];
const requests = new Counter('gameday_requests');
const failed = new Counter('gameday_failed');
const slow = new Counter('gameday_slow');

export const options = {
  hosts: { 'chronobook.localhost': __ENV.GATEWAY },
  insecureSkipTLSVerify: true,
  discardResponseBodies: true,
  scenarios: {
    readers: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.RATE),
      timeUnit: '1s',
      duration: '90m',
      preAllocatedVUs: 20,
      maxVUs: 200,
    },
  },
};

export function setup() {
  const login = http.get(`${host}/login`, { responseType: 'text' });
  const token = login.html('input[name=_csrf]').first().attr('value');
  http.post(`${host}/demo`, { _csrf: token }, { redirects: 0 });
  const cookies = http.cookieJar().cookiesForURL(host);
  return Object.entries(cookies)
    .map(([name, values]) => `${name}=${values[0]}`)
    .join('; ');
}

export default function (cookie) {
  const answer = http.get(host + pages[__ITER % pages.length], {
    headers: { Cookie: cookie },
    redirects: 0,
    timeout: '20s',
  });
  requests.add(1);
  if (answer.status === 0 || answer.status >= 500) {
    failed.add(1);
  } else if (answer.timings.duration > 250) {
    slow.add(1);
  }
}

export function handleSummary(data) {
  const count = (name) => (data.metrics[name] ? data.metrics[name].values.count : 0);
  const seen = {
    seconds: Math.round(data.state.testRunDurationMs / 1000),
    requests: count('gameday_requests'),
    failed: count('gameday_failed'),
    slow: count('gameday_slow'),
  };
  return { stdout: `\ngameday ${JSON.stringify(seen)}\n` };
}
