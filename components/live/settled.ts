let settled = false

/** The page that the server sent is there; what comes from now on was asked for by the person. */
export function settle(): void {
  settled = true
}
export const isSettled = (): boolean => settled
