/** Who this page is. Your back end knows; here a server in dev mode is asked, and the address says who. */
export async function session(): Promise<{ app: number; user: string; token: string }> {
  const user = new URLSearchParams(location.search).get('user') ?? 'alice';
  const answer = await fetch('/dev/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user }),
  });
  const { app, user_sig: token } = (await answer.json()) as { app: number; user_sig: string };
  return { app, user, token };
}
