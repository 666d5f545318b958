/**
 * Makes this process the child of a `Child`: it carries out each order and sends the answer back, and exits when the
 * parent disconnects.
 *
 * @param cleanUp - Called before the process exits.
 */
export function takeOrders(
  carryOut: (order: never) => Promise<unknown>,
  cleanUp?: () => void,
): void {
  process.on('message', (order) => {
    void carryOut(order as never).then(
      (value) => process.send?.({ value }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  });
  process.on('disconnect', () => {
    cleanUp?.();
    process.exit(0);
  });
}
