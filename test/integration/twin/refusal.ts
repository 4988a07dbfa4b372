/** The status and the answer of a call that must fail. */
export async function refusal(call: Promise<unknown>): Promise<{ status: number; text: string }> {
  try {
    await call;
  } catch (error) {
    const { status, response } = error as { status: number; response?: { data: unknown } };
    return { status, text: JSON.stringify(response?.data) };
  }
  throw new Error("the call was not refused");
}
