import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { readText } from '../kit/http.ts';
import { pickerPage } from './page.ts';
import type { People } from './people.ts';

/** The sign-in page at `/interaction/<uid>`; all other pages are the library's own. */
export function interactionListener(provider: Provider, people: () => People): RequestListener {
  const rest = provider.callback();
  return (request, response) => {
    if (request.url?.startsWith('/interaction/')) void interact(provider, people(), request, response);
    else void rest(request, response);
  };
}

async function interact(provider: Provider, people: People, request: IncomingMessage, response: ServerResponse) {
  try {
    if (request.method !== 'POST') {
      await provider.interactionDetails(request, response);
      show(response, 200, pickerPage(people));
      return;
    }
    const accountId = new URLSearchParams(await readText(request)).get('personId') ?? '';
    const known = [...people.citizens, ...people.organisations, ...people.officers].some(
      (p) => p.personId === accountId,
    );
    if (known) await provider.interactionFinished(request, response, { login: { accountId } });
    else show(response, 400, pickerPage(people, 'Không có tài khoản này.'));
  } catch {
    show(response, 400, pickerPage(people, 'Lượt đăng nhập này đã hết hạn. Hãy bắt đầu lại từ ứng dụng.'));
  }
}

function show(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(body);
}
