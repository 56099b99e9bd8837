/**
 * Creates a session on a deployment.
 * @param {string} address of the deployment, `https://pair.example`
 * @param {import('@pairlink/protocol').CreateSessionRequest} [request]
 * @returns {Promise<import('@pairlink/protocol').CreatedSession>}
 */
export async function createSession(address, request = { language: 'javascript', code: '' }) {
  const response = await fetch(`${address}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (response.status !== 201) {
    const advice = response.status === 429 ? ' (RATE_CREATE_PER_MINUTE of the deployment limits this)' : '';
    throw new Error(`No session: ${response.status} ${await response.text()}${advice}`);
  }
  return response.json();
}
