let seen: Uint8Array = new Uint8Array(0)
let view: DataView = new DataView(seen.buffer)

/** The same bytes for reading four at once; made once for the many records of a chunk, which stays in memory until the next. */
export function viewOf(bytes: Uint8Array): DataView {
  if (bytes !== seen) {
    seen = bytes
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }
  return view
}
